#include "tests/unit/jose/made.h"

#include "jose/jose_int.h"
#include "tests/unit/test.h"

#include <sys/stat.h>

#define KEPT "build/test-keys"

/* The kept one is made by the first of the processes that asks; the others wait at its lock. */
static Status kept_name(Cx *cx, Str *name)
{
    Cx then = { .mem = cx->mem, .now_ms = TEST_NOW_MS };
    Keys *keys;
    (void)mkdir("build", 0777);
    const Status st = keys_open(&then, STR(KEPT), &keys);
    cx->fault = then.fault;
    if (st != ST_OK)
        return st;
    *name = arena_join(cx->mem, STR("signing-"), keys->signing->keys[0].kid, STR(".jwk"));
    keys_close(keys);
    return ST_OK;
}

static Status copy(Cx *cx, Str dir)
{
    Str name, text;
    int from, to;
    TRY(kept_name(cx, &name));
    TRY(keyfile_enter(cx, STR(KEPT), &from));
    TRY(keyfile_read(cx, from, name, &text));
    TRY(keyfile_enter(cx, dir, &to));
    return keyfile_write(cx, to, name, text);
}

/* In memory of its own: the folders are locked as long as that lives. */
Status made_put(Cx *cx, Str dir)
{
    Cx work = { .mem = arena_new(1 << 16), .now_ms = cx->now_ms };
    const Status st = copy(&work, dir);
    arena_free(work.mem);
    return st == ST_OK ? ST_OK : fail(cx, st, STR(KEPT), "the tests' signing key cannot be put");
}

Status made_open(Cx *cx, Str dir, Keys **out)
{
    TRY(made_put(cx, dir));
    return keys_open(cx, dir, out);
}
