/* A JWT from outside (id_token_hint). First byte 's': the rest is signed as claims, then one byte of
 * the token is changed: the first must open when it is an object, the second never. Otherwise the
 * rest is the token. */
#include "jose/jose.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void dir_remove(const char *path)
{
    DIR *d = opendir(path);
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;)
        (void)unlinkat(dirfd(d), e->d_name, 0);
    if (d)
        (void)closedir(d);
    (void)rmdir(path);
}

static Keys *keys_make(void)
{
    Cx cx = { .mem = arena_new(1u << 16) };
    char dir[] = "/tmp/postern-fuzz-XXXXXX";
    Keys *k;
    if (!mkdtemp(dir) || keys_open(&cx, str_of(dir), &k) != ST_OK)
        abort();
    dir_remove(dir);
    arena_free(cx.mem);
    return k;
}

static void signed_claims(Cx *cx, const Keys *k, Str claims)
{
    Str jwt, back;
    if (jwt_sign(cx, k, claims, &jwt) != ST_OK)
        return;
    if (jwt_open(cx, k, jwt, &back) == ST_OK && !str_eq(back, claims))
        abort();
    char *p = (char *)(uintptr_t)arena_dup(cx->mem, jwt).p;
    const size_t at = claims.n ? (unsigned char)claims.p[claims.n - 1] * jwt.n / 256 : 0;
    p[at] = p[at] == 'A' ? 'B' : 'A';
    if (jwt_open(cx, k, (Str){ p, jwt.n }, &back) == ST_OK)
        abort(); /* a forgery */
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static Keys *k;
    if (!k)
        k = keys_make();
    if (n < 1)
        return 0;
    Cx cx = { .mem = arena_new(64u << 10) };
    const Str rest = { (const char *)bytes + 1, n - 1 };
    Str claims;
    if (bytes[0] == 's')
        signed_claims(&cx, k, rest);
    else if (jwt_open(&cx, k, rest, &claims) == ST_OK || cx.fault.status == ST_OK)
        abort(); /* nobody has the key */
    arena_free(cx.mem);
    return 0;
}
