/* An authorization request as it comes in a query: whatever it holds, an answer is a page of ours, a
 * transaction, or a redirect to the address registered (A4). The store is made once; each request is
 * rolled back. */
#include "oauth/oauth_int.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define CALLBACK "https://app.example/cb"

static void must(Status st)
{
    if (st != ST_OK)
        abort();
}

static char dir[] = "/tmp/postern-fuzz-XXXXXX";

static int entry_remove(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static void dir_remove(void)
{
    (void)nftw(dir, entry_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static Db *store(void)
{
    static Db *db;
    if (db)
        return db;
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = 1 };
    if (!mkdtemp(dir) || atexit(dir_remove) != 0)
        abort();
    Keys *keys;
    DbTx *tx;
    Str id, secret;
    const Str uris[] = { STR(CALLBACK) };
    const OauthClientNew app = { .client_id = STR("app"),
                                 .name = STR("App"),
                                 .redirect_uris = uris,
                                 .redirect_count = 1,
                                 .scope = STR("openid patient/*.rs"),
                                 .status = STR("approved") };
    must(db_open(&cx, arena_printf(cx.mem, "sqlite:%s/store", dir), &db));
    must(keys_open(&cx, arena_printf(cx.mem, "%s/keys", dir), &keys));
    must(db_write(&cx, db, DB_STATE, &tx));
    must(oauth_client_add(&cx, tx, keys, 1, &app, &id, &secret));
    must(db_commit(&cx, tx));
    keys_close(keys);
    arena_free(cx.mem);
    return db;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    Db *db = store();
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = 1 };
    const OauthPlan plan = { .num = 1,
                             .id = STR("demo"),
                             .issuer = STR("https://p.example/demo"),
                             .fhir_base = STR("https://p.example/demo/fhir") };
    HttpForm form;
    DbTx *tx;
    OauthAuthorized out;
    if (http_form_parse(&cx, (Str){ (const char *)bytes, n }, &form) == ST_OK) {
        must(db_write(&cx, db, DB_STATE, &tx));
        Status st = oauth_authorize(&cx, tx, &plan, &form, STR("b"), &out);
        if ((st == ST_OK) != (cx.fault.status == ST_OK) || st == ST_INTERNAL)
            abort();
        if (st == ST_OK && (out.handle.n > 0) == (out.redirect.n > 0))
            abort();
        if (st == ST_OK && out.redirect.n && !str_starts(out.redirect, STR(CALLBACK "?error=")))
            abort();
        for (size_t i = 0; st == ST_OK && i < out.redirect.n; i++)
            if (out.redirect.p[i] <= 0x20 || out.redirect.p[i] >= 0x7F)
                abort();
    }
    arena_free(cx.mem);
    return 0;
}
