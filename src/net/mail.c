#include "net/net_int.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const SmtpTimes times = { .connect_ms = 10000, .total_ms = 30000 };

static Status unavailable(Cx *cx, const char *what)
{
    return failf(cx, ST_UNAVAILABLE, STR("mail"), "%s: %s", what, strerrordesc_np(errno));
}

/* A reader of the folder never sees half a mail: it gets its .eml name when it is whole. */
Status mail_file(Cx *cx, Str dir, const Mail *m, Str message)
{
    const Str path = arena_dup(cx->mem, dir);
    if (mkdir(path.p, 0700) != 0 && errno != EEXIST)
        return unavailable(cx, "cannot make the mail folder");
    const Str name = arena_printf(cx->mem, "%.*s/%lld-%.*s.eml", STR_ARG(dir),
                                  (long long)cx->now_ms, STR_ARG(m->id));
    const Str part = arena_join(cx->mem, name, STR(".part"), STR(""));
    const int fd = open(part.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return unavailable(cx, "cannot write into the mail folder");
    const bool written = file_write_all(fd, message) && fsync(fd) == 0;
    if (close(fd) != 0 || !written || rename(part.p, name.p) != 0) {
        const int why = errno;
        (void)unlink(part.p);
        errno = why;
        return unavailable(cx, "cannot write the mail");
    }
    return ST_OK;
}

Status mail_send(Cx *cx, const MailServer *server, const Mail *mail)
{
    Str message;
    const Str url = server->url;
    TRY(mail_url_check(cx, url));
    TRY(mail_message(cx, mail, &message));
    if (str_starts(url, STR("file:")))
        return mail_file(cx, str_from(url, 5), mail, message);
    return smtp_send(cx, server, mail, message, times);
}

Status mail_url_check(Cx *cx, Str url)
{
    if (!str_starts(url, STR("file:")))
        return smtp_url_check(cx, url);
    if (url.n == 5 || memchr(url.p, '\0', url.n))
        return fail(cx, ST_INVALID, STR("mail url"), "file: needs a folder");
    return ST_OK;
}
