/* source.c - from paths to files, in an order that is the same each time. */
#include "load/load_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_BYTES 4096u

typedef struct List {
    LoadFile *files;
    size_t count;
    size_t room;
} List;

static bool is_ours(Str name)
{
    static const Str ends[] = { STR_C(".json"), STR_C(".json.gz"), STR_C(".ndjson"),
                                STR_C(".ndjson.gz") };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(name, ends[i]))
            return true;
    return false;
}

static Status list_add(Cx *cx, List *l, LoadFile file)
{
    if (l->count == LIMIT_LOAD_FILES)
        return fail(cx, ST_TOO_LONG, STR("path"), "too many files for one load");
    ARENA_GROW(cx->mem, l->files, l->count, l->room, 16);
    l->files[l->count++] = file;
    return ST_OK;
}

/* Tells a file from another one written to the same path since. */
static Status head_hash(Cx *cx, Str path, Str *head)
{
    char bytes[HEAD_BYTES];
    const int fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);
    const int why = errno;
    if (fd >= 0)
        (void)close(fd);
    if (n < 0)
        return failf(cx, ST_NOT_FOUND, STR("path"), "cannot read %s: %s", path.p,
                     strerrordesc_np(why));
    *head = sha256(cx, (Str){ bytes, (size_t)n });
    return ST_OK;
}

/* A named pipe is read as standard input is: once, from its beginning. */
static Status add_file(Cx *cx, List *l, Str path, const struct stat *st)
{
    LoadFile file = { .path = path,
                      .bytes = st->st_size,
                      .mtime_ms =
                          st->st_mtim.tv_sec * INT64_C(1000) + st->st_mtim.tv_nsec / 1000000,
                      .lines_only =
                          str_ends(path, STR(".ndjson")) || str_ends(path, STR(".ndjson.gz")) };
    file.one_text =
        !file.lines_only && (str_ends(path, STR(".json")) || str_ends(path, STR(".json.gz")));
    if (S_ISREG(st->st_mode))
        TRY(head_hash(cx, path, &file.head));
    return list_add(cx, l, file);
}

static int by_name(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static void dir_close(void *dir)
{
    (void)closedir(dir);
}

static Status names_of(Cx *cx, Str path, Str **names, size_t *count)
{
    size_t room = 0;
    DIR *dir = opendir(path.p);
    if (!dir)
        return failf(cx, ST_NOT_FOUND, STR("path"), "cannot read %s: %s", path.p,
                     strerrordesc_np(errno));
    arena_defer(cx->mem, dir_close, dir);
    *names = NULL;
    *count = 0;
    for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (e->d_name[0] == '.')
            continue;
        if (*count == LIMIT_LOAD_FILES)
            return fail(cx, ST_TOO_LONG, STR("path"), "too many files in one folder");
        ARENA_GROW(cx->mem, *names, *count, room, 64);
        (*names)[(*count)++] = arena_dup(cx->mem, str_of(e->d_name));
    }
    if (*count)
        qsort(*names, *count, sizeof **names, by_name);
    return ST_OK;
}

/* Links to folders are not followed: they can lead in circles. */
static Status add_folder(Cx *cx, List *l, Str path, unsigned depth)
{
    Str *names = NULL;
    size_t count = 0;
    if (depth == LIMIT_JSON_DEPTH)
        return fail(cx, ST_TOO_LONG, STR("path"), "folders are nested too deeply");
    TRY(names_of(cx, path, &names, &count));
    for (size_t i = 0; i < count; i++) {
        struct stat st;
        const Str inside = arena_join(cx->mem, path, STR("/"), names[i]);
        if (lstat(inside.p, &st) == 0 && S_ISDIR(st.st_mode))
            TRY(add_folder(cx, l, inside, depth + 1));
        else if (is_ours(names[i]) && stat(inside.p, &st) == 0 && S_ISREG(st.st_mode))
            TRY(add_file(cx, l, inside, &st));
    }
    return ST_OK;
}

static Status add_path(Cx *cx, List *l, Str given)
{
    struct stat st;
    if (str_eq(given, STR("-")))
        return list_add(cx, l, (LoadFile){ .path = given });
    const Str path = arena_dup(cx->mem, given);
    if (stat(path.p, &st) != 0)
        return failf(cx, ST_NOT_FOUND, STR("path"), "cannot read %s: %s", path.p,
                     strerrordesc_np(errno));
    return S_ISDIR(st.st_mode) ? add_folder(cx, l, path, 0) : add_file(cx, l, path, &st);
}

static void free_it(void *p)
{
    free(p);
}

static Str real_path(Cx *cx, Str given)
{
    char *real = realpath(arena_dup(cx->mem, given).p, NULL);
    if (!real)
        return given;
    arena_defer(cx->mem, free_it, real);
    return str_of(real);
}

Status source_list(Cx *cx, const Str *paths, size_t count, LoadSource *out)
{
    List l = { 0 };
    Sha256 *h = sha256_new(cx);
    bool again = count > 0; /* what can be read a second time can be resumed */
    unsigned char hash[SHA256_BYTES];
    for (size_t i = 0; i < count; i++) {
        TRY(add_path(cx, &l, paths[i]));
        sha256_add(h, real_path(cx, paths[i]));
        sha256_add(h, STR("\n"));
        again = again && !str_eq(paths[i], STR("-"));
    }
    sha256_end(h, hash);
    *out = (LoadSource){ .files = l.files, .count = l.count, .name = count ? paths[0] : STR("") };
    if (again)
        out->hash = arena_dup(cx->mem, (Str){ (const char *)hash, sizeof hash });
    return ST_OK;
}
