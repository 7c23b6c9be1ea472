#include "app/command.h"
#include "base/table.h"
#include "tests/unit/test.h"

TEST(commands__are_sorted_and_whole)
{
    CHECK(table_is_sorted(commands, command_count, sizeof *commands));
    for (size_t i = 0; i < command_count; i++) {
        CHECK(commands[i].run != NULL);
        CHECK(commands[i].summary.n > 0);
        CHECK(commands[i].arg_count <= ARGS_MAX);
    }
}

/* --help and -h are main's own. */
TEST(commands__options_are_named_once_and_said_in_help)
{
    for (size_t i = 0; i < command_count; i++)
        for (size_t a = 0; a < commands[i].arg_count; a++) {
            const ArgRow *row = &commands[i].args[a];
            CHECK(str_starts(row->name, STR("-")) && row->name.n > 1 && row->help.n > 0);
            CHECK(!str_eq(row->name, STR("--help")) && !str_eq(row->name, STR("-h")));
            for (size_t b = 0; b < a; b++)
                CHECK(!str_eq(row->name, commands[i].args[b].name));
        }
}

TEST(commands__the_usage_line_shows_what_is_needed)
{
    for (size_t i = 0; i < command_count; i++)
        for (size_t a = 0; a < commands[i].arg_count; a++) {
            const ArgRow *row = &commands[i].args[a];
            if (row->required && !str_contains(commands[i].usage, row->name))
                FAIL(row->name.p);
        }
}
