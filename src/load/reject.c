/* reject.c - the rejects file: one JSON line a rejected place, with the reason and an OperationOutcome
 * to send back to whoever made the feed. It says where, never what: no byte of a resource but its type
 * and id. */
#include "load/load_int.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define LINE_BYTES (64u << 10)

/* What scripts look for. */
static Str reason(Status st)
{
    static const struct {
        Status st;
        Str code;
    } reasons[] = {
        { ST_INVALID, STR_C("invalid") },
        { ST_NOT_FOUND, STR_C("unreadable") },
        { ST_NOT_SUPPORTED, STR_C("not-supported") },
        { ST_OWNER_AMBIGUOUS, STR_C("owner-ambiguous") },
        { ST_OWNER_MISSING, STR_C("owner-missing") },
        { ST_STRUCTURE, STR_C("malformed") },
        { ST_TOO_LONG, STR_C("too-long") },
        { ST_TYPE_NOT_ACCEPTED, STR_C("type-not-accepted") },
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].st == st)
            return reasons[i].code;
    return STR("exception");
}

static void member(Buf *b, const char *name, Str value)
{
    buf_printf(b, ",\"%s\":", name);
    buf_json(b, value);
}

Str reject_line(Cx *cx, const LoadFile *file, const Item *item)
{
    Buf *b = buf_new(cx, LINE_BYTES);
    buf_put(b, STR("{\"source\":"));
    buf_json(b, file->path);
    buf_printf(b, ",\"line\":%lld,\"byte\":%lld", (long long)item->line, (long long)item->byte);
    if (item->type.n)
        member(b, "type", item->type);
    if (item->id.n)
        member(b, "id", item->id);
    member(b, "code", reason(item->status));
    buf_put(b, STR(",\"outcome\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":"
                   "\"error\""));
    member(b, "code", status_row(item->status)->issue);
    member(b, "diagnostics", arena_join(cx->mem, item->where, STR(": "), item->detail));
    buf_put(b, STR("}]}}\n"));
    return buf_str(b);
}

static Status cannot(Cx *cx, const Rejects *r)
{
    return failf(cx, ST_UNAVAILABLE, STR("rejects"), "cannot write %s: %s", r->path.p,
                 strerrordesc_np(errno));
}

static Status rejects_open(Cx *cx, Rejects *r)
{
    const int fd = open(r->path.p, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return cannot(cx, r);
    if (ftruncate(fd, (off_t)r->bytes) != 0 || lseek(fd, 0, SEEK_END) < 0 ||
        !(r->file = fdopen(fd, "w"))) {
        const Status st = cannot(cx, r);
        (void)close(fd);
        return st;
    }
    return ST_OK;
}

Status rejects_write(Cx *cx, Rejects *r, Str lines)
{
    if (lines.n == 0)
        return ST_OK;
    if (!r->file)
        TRY(rejects_open(cx, r));
    if (fwrite(lines.p, 1, lines.n, r->file) != lines.n || fflush(r->file) != 0)
        return cannot(cx, r);
    r->bytes += (int64_t)lines.n;
    return ST_OK;
}

void rejects_close(Rejects *r)
{
    if (r->file)
        (void)fclose(r->file);
    r->file = NULL;
}
