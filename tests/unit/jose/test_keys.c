#include "jose/jose.h"
#include "tests/unit/test.h"

#include <dirent.h>
#include <jansson.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static Str path_in(Cx *cx, Str dir, const char *name)
{
    return arena_join(cx->mem, dir, STR("/"), str_of(name));
}

static void close_keys(void *k)
{
    keys_close(k);
}

static Keys *open_keys(Cx *cx, Str dir)
{
    Keys *k = NULL;
    CHECK_OK(cx, keys_open(cx, dir, &k));
    arena_defer(cx->mem, close_keys, k);
    return k;
}

/* The name of the only signing key file in dir. */
static Str signing_file(Cx *cx, Str dir)
{
    DIR *d = opendir(dir.p);
    Str found = STR_NONE;
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;)
        if (str_starts(str_of(e->d_name), STR("signing-"))) {
            CHECK(found.p == NULL);
            found = path_in(cx, dir, e->d_name);
        }
    if (d)
        (void)closedir(d);
    CHECK(found.p != NULL);
    return found;
}

TEST(keys__are_made_once_and_the_same_ever_after)
{
    Cx *cx = test_cx();
    const Str dir = path_in(cx, test_dir(), "keys");
    const Keys *a = open_keys(cx, dir);
    const Keys *b = open_keys(cx, dir);
    CHECK_STR(jwks_json(cx, a), jwks_json(cx, b));
    for (KeyUse u = 0; u < KEY_USES; u++) {
        CHECK_I64((int64_t)keys_use(a, u).n, 32);
        CHECK(str_eq(keys_use(a, u), keys_use(b, u)));
        for (KeyUse v = 0; v < u; v++)
            CHECK(!str_eq(keys_use(a, u), keys_use(a, v)));
    }
}

TEST(keys__files_are_for_their_owner_alone)
{
    Cx *cx = test_cx();
    const Str dir = path_in(cx, test_dir(), "keys");
    (void)open_keys(cx, dir);
    struct stat st;
    CHECK(stat(dir.p, &st) == 0 && (st.st_mode & 07777) == 0700);
    CHECK(stat(path_in(cx, dir, "master.key").p, &st) == 0 && (st.st_mode & 07777) == 0600);
    CHECK(stat(signing_file(cx, dir).p, &st) == 0 && (st.st_mode & 07777) == 0600);
}

TEST(keys__that_others_can_read_are_refused)
{
    Cx *cx = test_cx();
    const Str dir = path_in(cx, test_dir(), "keys");
    Keys *k;
    (void)open_keys(cx, dir);
    CHECK(chmod(path_in(cx, dir, "master.key").p, 0640) == 0);
    CHECK_FAILS(cx, ST_INVALID, keys_open(cx, dir, &k));
    CHECK_STR(cx->fault.where, STR("master.key"));
    CHECK(chmod(path_in(cx, dir, "master.key").p, 0600) == 0);
    CHECK(chmod(signing_file(cx, dir).p, 0604) == 0);
    CHECK_FAILS(cx, ST_INVALID, keys_open(cx, dir, &k));
    CHECK(chmod(signing_file(cx, dir).p, 0600) == 0);
    CHECK(chmod(dir.p, 0750) == 0);
    CHECK_FAILS(cx, ST_INVALID, keys_open(cx, dir, &k));
}

static void overwrite(Str path, Str bytes)
{
    FILE *f = fopen(path.p, "wb");
    CHECK(f && fwrite(bytes.p, 1, bytes.n, f) == bytes.n);
    CHECK(fclose(f) == 0);
}

TEST(keys__that_are_no_keys_are_refused_and_left_alone)
{
    Cx *cx = test_cx();
    const Str dir = path_in(cx, test_dir(), "keys");
    Keys *k;
    (void)open_keys(cx, dir);
    const Str master = path_in(cx, dir, "master.key");
    const Str good = test_file(master.p);
    overwrite(master, STR("c2hvcnQ"));
    CHECK_FAILS(cx, ST_INVALID, keys_open(cx, dir, &k));
    CHECK_STR(test_file(master.p), STR("c2hvcnQ"));
    overwrite(master, good);
    overwrite(signing_file(cx, dir), STR("{\"kty\":\"oct\",\"k\":\"AAAA\"}"));
    CHECK_FAILS(cx, ST_INVALID, keys_open(cx, dir, &k));
}

TEST(keys__two_processes_starting_at_once_agree)
{
    Cx *cx = test_cx();
    const Str dir = path_in(cx, test_dir(), "keys");
    int ends[2];
    CHECK(pipe(ends) == 0);
    const pid_t pid = fork();
    if (pid == 0) {
        Keys *k = NULL;
        const bool ok = keys_open(cx, dir, &k) == ST_OK;
        const Str s = ok ? sha256(cx, jwks_json(cx, k)) : STR("no");
        _exit(write(ends[1], s.p, s.n) == (ssize_t)s.n ? 0 : 1);
    }
    (void)close(ends[1]);
    const Keys *mine = open_keys(cx, dir);
    char theirs[SHA256_BYTES] = { 0 };
    CHECK(read(ends[0], theirs, sizeof theirs) == (ssize_t)sizeof theirs);
    CHECK(waitpid(pid, NULL, 0) == pid);
    (void)close(ends[0]);
    CHECK(str_eq((Str){ theirs, sizeof theirs }, sha256(cx, jwks_json(cx, mine))));
}

TEST(keys__a_folder_that_cannot_be_made_is_unavailable)
{
    Cx *cx = test_cx();
    Keys *k;
    CHECK_FAILS(cx, ST_UNAVAILABLE, keys_open(cx, STR("/proc/no/such/place"), &k));
}

/* AUTHORIZATION D14. */
TEST(jwks__has_public_members_alone)
{
    Cx *cx = test_cx();
    const Str text = jwks_json(cx, open_keys(cx, path_in(cx, test_dir(), "keys")));
    json_t *set = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
    const json_t *key = json_array_get(json_object_get(set, "keys"), 0);
    static const char *const secret[] = { "d", "p", "q", "dp", "dq", "qi", "oth", "k" };
    const bool is_one = json_array_size(json_object_get(set, "keys")) == 1;
    bool has_secret = false;
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++)
        has_secret = has_secret || json_object_get(key, secret[i]) != NULL;
    const size_t members = json_object_size(key);
    const size_t modulus = json_string_length(json_object_get(key, "n"));
    const Str alg = arena_dup(cx->mem, str_of(json_string_value(json_object_get(key, "alg"))));
    json_decref(set);
    CHECK(is_one);
    CHECK(!has_secret);
    CHECK_I64((int64_t)members, 6);
    CHECK_I64((int64_t)modulus, 512); /* 3072 bit in base64url */
    CHECK_STR(alg, STR("RS256"));
}
