/* reader.c - whole lines from files of any size, plain or gzip by their first bytes. A byte-order mark
 * at the beginning is passed over: some exports have one, and it says nothing. */
#include "load/load_int.h"
#include "zip/zip.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define STEP_BYTES (256u << 10) /* one read */
#define STOP_MS 200             /* how soon a load that waits for input sees that it is over */

struct Reader {
    Cx cx; /* of the file: gunzip's state */
    const LoadFile *file;
    int fd;
    bool may_wait; /* a pipe or terminal: whoever writes to it may take his time */
    const atomic_bool *stop;
    bool from_start; /* nothing was read yet: gzip or plain is not known */
    bool at_end;
    Gunzip *gunzip; /* NULL: plain */
    bool member_ended;
    char *in; /* packed bytes */
    Str in_left;
    const char *damage; /* why there is no more; NULL at a good end */
    char *carry;        /* the beginning of a line that the chunk before had no room for */
    size_t carry_n;
    size_t carry_room;
    int64_t position; /* of the carry */
    int64_t line;     /* its number */
    bool first;       /* no chunk was filled yet: lines or a document is not known */
};

static void *must(void *p)
{
    if (!p)
        abort(); /* as the arena: a restart loses nothing that was acknowledged */
    return p;
}

Reader *reader_new(Cx *cx, const atomic_bool *stop)
{
    Reader *r = ARENA_NEW(cx->mem, Reader);
    r->stop = stop;
    r->fd = -1;
    r->cx = (Cx){ .mem = arena_new(256u << 10) };
    r->in = must(malloc(STEP_BYTES));
    return r;
}

static void close_file(Reader *r)
{
    if (r->fd > STDERR_FILENO)
        (void)close(r->fd);
    r->fd = -1;
}

void reader_close(Reader *r)
{
    close_file(r);
    free(r->in);
    free(r->carry);
    arena_free(r->cx.mem);
}

/* ---- bytes ------------------------------------------------------------------------------------- */

/* False when the load is stopped while nobody writes. */
static bool wait_for_bytes(const Reader *r)
{
    struct pollfd fd = { .fd = r->fd, .events = POLLIN };
    if (!r->may_wait)
        return true;
    while (!atomic_load_explicit(r->stop, memory_order_relaxed))
        if (poll(&fd, 1, STOP_MS) != 0)
            return true;
    return false;
}

static size_t read_fd(Reader *r, char *out, size_t room)
{
    for (;;) {
        if (!wait_for_bytes(r)) {
            r->at_end = true;
            r->damage = "the load was stopped";
            return 0;
        }
        const ssize_t n = read(r->fd, out, room);
        if (n > 0)
            return (size_t)n;
        if (n < 0 && errno == EINTR)
            continue;
        r->at_end = true;
        if (n < 0)
            r->damage = "the file cannot be read further";
        return 0;
    }
}

static size_t read_gzip(Reader *r, char *out, size_t room)
{
    size_t got = 0;
    while (got == 0 && !r->at_end) {
        if (r->in_left.n == 0) {
            r->in_left = (Str){ r->in, read_fd(r, r->in, STEP_BYTES) };
            if (r->at_end && !r->damage && !r->member_ended)
                r->damage = "the gzip data are cut off";
            if (r->at_end)
                return 0;
        }
        if (gunzip_some(&r->cx, r->gunzip, &r->in_left, out, room, &got, &r->member_ended) !=
            ST_OK) {
            r->damage = r->cx.fault.detail.p;
            r->at_end = true;
        }
    }
    return got;
}

/* Two bytes tell gzip from JSON. What was read to find out is the first of what is read. */
static size_t read_first(Reader *r, char *out, size_t room)
{
    size_t n = 0;
    while (n < 2 && !r->at_end)
        n += read_fd(r, r->in + n, STEP_BYTES - n);
    r->from_start = false;
    r->in_left = (Str){ r->in, n };
    if (n >= 2 && (unsigned char)r->in[0] == 0x1f && (unsigned char)r->in[1] == 0x8b) {
        r->gunzip = gunzip_new(&r->cx);
        r->at_end = false;
        return read_gzip(r, out, room);
    }
    r->in_left = STR_NONE;
    memcpy(out, r->in, n);
    return n;
}

/* room is at least STEP_BYTES. 0 at the end. */
static size_t read_some(Reader *r, char *out, size_t room)
{
    if (r->at_end)
        return 0;
    if (r->from_start)
        return read_first(r, out, room);
    return r->gunzip ? read_gzip(r, out, room) : read_fd(r, out, room);
}

/* ---- opening ----------------------------------------------------------------------------------- */

/* To where a load before had got. A plain file is sought in, a packed one read and dropped. */
static void skip_to(Reader *r, int64_t position)
{
    char first[2];
    if (position == 0)
        return;
    const bool packed = pread(r->fd, first, 2, 0) == 2 && (unsigned char)first[0] == 0x1f &&
                        (unsigned char)first[1] == 0x8b;
    if (!packed && lseek(r->fd, (off_t)position, SEEK_SET) == (off_t)position) {
        r->from_start = false;
        return;
    }
    char *drop = must(malloc(STEP_BYTES));
    for (int64_t left = position; left > 0;) {
        const size_t want = left < (int64_t)STEP_BYTES ? (size_t)left : STEP_BYTES;
        const size_t got = read_some(r, drop, want);
        if (got == 0)
            break;
        left -= (int64_t)got;
    }
    free(drop);
}

Status reader_open(Cx *cx, Reader *r, const LoadFile *file)
{
    close_file(r);
    arena_reset(r->cx.mem);
    r->cx.fault = (Fault){ 0 };
    r->file = file;
    r->from_start = true;
    r->at_end = r->member_ended = false;
    r->gunzip = NULL;
    r->in_left = STR_NONE;
    r->damage = NULL;
    r->carry_n = 0;
    r->position = file->position;
    r->line = file->lines + 1;
    r->first = true;
    if (str_eq(file->path, STR("-")))
        r->fd = STDIN_FILENO;
    else
        r->fd = open(arena_dup(r->cx.mem, file->path).p, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0)
        return fail(cx, ST_NOT_FOUND, STR("path"), "the file cannot be opened");
    struct stat st;
    r->may_wait = fstat(r->fd, &st) != 0 || !S_ISREG(st.st_mode);
    skip_to(r, file->position);
    return ST_OK;
}

/* ---- chunks ------------------------------------------------------------------------------------ */

static void chunk_room(Chunk *c, size_t room)
{
    if (c->room >= room)
        return;
    size_t more = c->room ? c->room : CHUNK_BYTES + STEP_BYTES;
    while (more < room)
        more += more / 2;
    c->p = must(realloc(c->p, more));
    c->room = more;
}

static void chunk_begin(Reader *r, Chunk *c)
{
    if (c->room > CHUNK_KEEP) {
        free(c->p);
        c->p = NULL;
        c->room = 0;
    }
    chunk_room(c, r->carry_n + STEP_BYTES);
    if (r->carry_n)
        memcpy(c->p, r->carry, r->carry_n);
    c->n = r->carry_n;
    r->carry_n = 0;
    c->file = r->file;
    c->line = r->line;
    c->position = r->position;
    c->lines = 0;
    c->document = c->last = false;
}

static bool more(Reader *r, Chunk *c)
{
    chunk_room(c, c->n + STEP_BYTES);
    const size_t got = read_some(r, c->p + c->n, c->room - c->n);
    c->n += got;
    return got > 0;
}

static void pass_mark(Reader *r, Chunk *c)
{
    while (c->n < 3 && more(r, c))
        ;
    if (c->position > 0 || c->n < 3 || memcmp(c->p, "\xef\xbb\xbf", 3) != 0)
        return;
    memmove(c->p, c->p + 3, c->n - 3);
    c->n -= 3;
    c->position = 3;
}

/* True when text, up to its first line's end, opens more than it closes: a document over many lines. */
static bool opens(Str text)
{
    size_t depth = 0;
    bool inside = false;
    for (size_t i = 0; i < text.n; i++) {
        const char c = text.p[i];
        if (inside) {
            if (c == '\\')
                i++;
            else if (c == '"')
                inside = false;
        } else if (c == '"') {
            inside = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        } else if (c == '\n' && (depth > 0 || str_trim(str_slice(text, 0, i)).n > 0)) {
            break;
        }
    }
    return depth > 0;
}

static void refuse_rest(Reader *r, Chunk *c, const char *why)
{
    (void)fail(&c->cx, ST_STRUCTURE, STR("file"), why);
    (void)chunk_reject(c, c->line + c->lines, c->position + (int64_t)c->n);
    r->at_end = true;
    c->last = true;
}

static void fill_document(Reader *r, Chunk *c)
{
    c->document = true;
    c->last = true;
    while (c->n <= LIMIT_BUNDLE_FILE && more(r, c))
        ;
    if (c->n > LIMIT_BUNDLE_FILE || r->damage) {
        c->n = 0;
        refuse_rest(r, c, r->damage ? r->damage : "a document of more than 256 MiB");
    }
}

/* Reads on to the end of a line that is over the ceiling, keeping nothing of it. */
static void drop_line(Reader *r, Chunk *c)
{
    int64_t dropped = (int64_t)c->n;
    const char *newline = NULL;
    c->n = 0;
    while (!newline && more(r, c)) {
        newline = memchr(c->p, '\n', c->n);
        if (!newline) {
            dropped += (int64_t)c->n;
            c->n = 0;
        }
    }
    (void)fail(&c->cx, ST_TOO_LONG, STR("line"), "a line of more than 32 MiB");
    (void)chunk_reject(c, c->line, c->position);
    const size_t behind = newline ? (size_t)(newline - c->p) + 1 : c->n;
    memmove(c->p, c->p + behind, c->n - behind);
    c->n -= behind;
    c->position += dropped + (int64_t)behind;
    c->line++;
}

static size_t lines_end(const Chunk *c)
{
    const char *newline = c->n ? memrchr(c->p, '\n', c->n) : NULL;
    return newline ? (size_t)(newline - c->p) + 1 : 0;
}

/* What stands behind the last whole line waits for the next chunk. */
static void keep_rest(Reader *r, Chunk *c, size_t end)
{
    const size_t rest = c->n - end;
    if (rest > r->carry_room) {
        free(r->carry);
        r->carry = must(malloc(rest));
        r->carry_room = rest;
    }
    if (rest)
        memcpy(r->carry, c->p + end, rest);
    r->carry_n = rest;
    c->n = end;
}

/* Until there is a line's end and enough of them, or nothing more, or a line over the ceiling. */
static size_t fill_lines(Reader *r, Chunk *c)
{
    size_t end = lines_end(c);
    while (end == 0 || c->n < CHUNK_BYTES) {
        if (end == 0 && c->n > LIMIT_LINE)
            return 0;
        const size_t before = c->n;
        if (!more(r, c))
            return r->damage ? end : c->n; /* the last line may lack its end */
        const char *newline = memrchr(c->p + before, '\n', c->n - before);
        if (newline)
            end = (size_t)(newline - c->p) + 1;
    }
    return end;
}

static int64_t count_lines(Str text)
{
    int64_t n = 0;
    for (const char *p = text.p, *end = text.p + text.n; p < end; n++) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        p = newline ? newline + 1 : end;
    }
    return n;
}

static bool is_document(Reader *r, Chunk *c)
{
    if (!r->first || r->file->position > 0 || r->file->lines_only)
        return false;
    while (!memchr(c->p, '\n', c->n) && c->n <= LIMIT_LINE && more(r, c))
        ;
    /* Elsewhere than in a *.json file a first line over the ceiling is that: the rest loads. */
    if (c->n > LIMIT_LINE && !memchr(c->p, '\n', c->n) && !r->file->one_text)
        return false;
    return opens((Str){ c->p, c->n });
}

void reader_fill(Reader *r, Chunk *c)
{
    chunk_begin(r, c);
    if (r->first)
        pass_mark(r, c);
    if (is_document(r, c)) {
        fill_document(r, c);
    } else {
        size_t end = fill_lines(r, c);
        while (end == 0 && c->n > LIMIT_LINE) {
            drop_line(r, c);
            end = fill_lines(r, c);
        }
        keep_rest(r, c, end);
        c->lines = count_lines((Str){ c->p, c->n });
        c->last = r->at_end && (r->carry_n == 0 || r->damage != NULL);
        if (c->last && r->damage)
            refuse_rest(r, c, r->damage);
    }
    if (c->document)
        c->lines = count_lines((Str){ c->p, c->n });
    r->first = false;
    r->line = c->line + c->lines;
    r->position = c->end = c->position + (int64_t)c->n;
}
