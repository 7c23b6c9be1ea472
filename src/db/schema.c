/* schema.c - brings a store to the newest schema, one version after another, never back. */
#include "db/db_int.h"

typedef struct Word {
    Str word;
    Str sqlite;
    Str postgres;
} Word;

static const Word words[] = {
    { STR_C("BYTES"), STR_C("BLOB"), STR_C("BYTEA") },
    { STR_C("CLUSTERED"), STR_C("WITHOUT ROWID"), STR_C("") },
    { STR_C("I64"), STR_C("INTEGER"), STR_C("BIGINT") },
    { STR_C("ROWKEY"), STR_C("INTEGER PRIMARY KEY"), STR_C("BIGINT") },
};

static bool is_word_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static Str word_for(DbEngine engine, Str word)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(words[i].word, word))
            return engine == DB_SQLITE ? words[i].sqlite : words[i].postgres;
    return word;
}

Str schema_words(Cx *cx, DbEngine engine, const char *text)
{
    Buf *out = buf_new(cx, LIMIT_SCHEMA);
    for (Str rest = str_of(text); rest.n;) {
        size_t n = 0;
        while (n < rest.n && is_word_char(rest.p[n]))
            n++;
        if (n)
            buf_put(out, word_for(engine, str_slice(rest, 0, n)));
        else
            buf_char(out, rest.p[n++]);
        rest = str_from(rest, n);
    }
    buf_char(out, '\0'); /* the engines take a C string */
    return str_slice(buf_str(out), 0, out->n ? out->n - 1 : 0);
}

static bool step_is_for(const SchemaStep *step, DbEngine engine)
{
    return step->engines == FOR_BOTH || (step->engines == FOR_SQLITE) == (engine == DB_SQLITE);
}

static SchemaList list_of(SchemaKind kind)
{
    return kind == SCHEMA_STATE ? schema_state() : schema_records();
}

int64_t schema_newest(SchemaKind kind)
{
    const SchemaList list = list_of(kind);
    return list.steps[list.count - 1].version;
}

Status schema_migrate(Cx *cx, DbEngine engine, SchemaKind kind, int64_t have, SchemaRun *run,
                      void *conn, int64_t *now)
{
    const SchemaList list = list_of(kind);
    *now = schema_newest(kind);
    if (have > *now)
        return fail(cx, ST_CONFLICT, STR("store"), "written by a newer version of this program");
    for (size_t i = 0; i < list.count; i++)
        if (list.steps[i].version > have && step_is_for(&list.steps[i], engine))
            TRY(run(cx, conn, schema_words(cx, engine, list.steps[i].text)));
    return ST_OK;
}
