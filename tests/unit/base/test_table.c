#include "base/table.h"
#include "tests/unit/test.h"

typedef struct Row {
    Str key;
    int value;
} Row;

static const Row rows[] = {
    { STR_C("a"), 1 }, { STR_C("ab"), 2 }, { STR_C("b"), 3 }, { STR_C("ba"), 4 }, { STR_C("c"), 5 },
};

TEST(table__every_row_is_found_by_its_key)
{
    for (size_t n = 0; n <= TABLE_COUNT(rows); n++)
        for (size_t i = 0; i < TABLE_COUNT(rows); i++) {
            const Row *r = table_find(rows, n, sizeof *rows, rows[i].key);
            CHECK(i < n ? r == &rows[i] : !r);
        }
}

TEST(table__what_is_not_there_is_not_found)
{
    static const Str none[] = { STR_C(""), STR_C("aa"), STR_C("A"), STR_C("b\0"), STR_C("d") };
    for (size_t i = 0; i < TABLE_COUNT(none); i++)
        CHECK(!TABLE_FIND(rows, none[i]));
    CHECK(!TABLE_FIND(rows, STR_NONE));
}

TEST(table__order_and_uniqueness_are_seen)
{
    static const Row twice[] = { { STR_C("a"), 1 }, { STR_C("a"), 2 } };
    static const Row back[] = { { STR_C("a"), 1 }, { STR_C("c"), 2 }, { STR_C("b"), 3 } };
    CHECK(table_is_sorted(rows, TABLE_COUNT(rows), sizeof *rows));
    CHECK(table_is_sorted(rows, 1, sizeof *rows));
    CHECK(!table_is_sorted(rows, 0, sizeof *rows)); /* an empty vocabulary is a mistake */
    CHECK(!table_is_sorted(twice, 2, sizeof *twice));
    CHECK(!table_is_sorted(back, 3, sizeof *back));
}
