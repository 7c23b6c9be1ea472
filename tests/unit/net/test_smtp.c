#include "net/net_int.h"
#include "tests/unit/test.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* A server for one connection: answers each command by its plan and keeps what it was told. */
typedef struct Server {
    pthread_t thread;
    int listener;
    int stop[2];
    const char *greeting;
    const char *on_mail;
    const char *on_rcpt;
    const char *on_end; /* after the dot */
    const char *on_ehlo;
    bool stalls;
    bool ended;
    char heard[32768];
    size_t n;
} Server;

static bool can_read(const Server *s, int fd)
{
    struct pollfd p[2] = { { .fd = fd, .events = POLLIN }, { .fd = s->stop[0], .events = POLLIN } };
    return poll(p, 2, 60000) > 0 && p[1].revents == 0;
}

static void say(int fd, const char *text)
{
    (void)!write(fd, text, strlen(text));
}

static const char *answer(const Server *s, Str line, bool *data)
{
    if (*data) {
        *data = !str_eq(line, STR("."));
        return *data ? "" : s->on_end;
    }
    if (str_starts(line, STR("EHLO")))
        return s->on_ehlo;
    if (str_starts(line, STR("MAIL")))
        return s->on_mail;
    if (str_starts(line, STR("RCPT")))
        return s->on_rcpt;
    *data = str_eq(line, STR("DATA"));
    return *data ? "354 go on\r\n" : str_eq(line, STR("QUIT")) ? "221 bye\r\n" : "250 ok\r\n";
}

static void converse(Server *s, int fd)
{
    bool data = false;
    size_t done = 0;
    say(fd, s->greeting);
    while (can_read(s, fd)) {
        const ssize_t got = read(fd, s->heard + s->n, sizeof s->heard - s->n);
        if (got <= 0)
            return;
        s->n += (size_t)got;
        for (char *end; (end = memchr(s->heard + done, '\n', s->n - done)) != NULL;) {
            const Str line = str_trim((Str){ s->heard + done, (size_t)(end - s->heard) - done });
            say(fd, answer(s, line, &data));
            done = (size_t)(end - s->heard) + 1;
        }
    }
}

static void *serve(void *server)
{
    Server *s = server;
    if (!can_read(s, s->listener))
        return NULL;
    const int fd = accept(s->listener, NULL, NULL);
    if (s->stalls)
        (void)can_read(s, s->stop[0]);
    else
        converse(s, fd);
    (void)close(fd);
    return NULL;
}

static void server_end(void *server)
{
    Server *s = server;
    if (s->ended)
        return;
    s->ended = true;
    (void)close(s->stop[1]);
    (void)pthread_join(s->thread, NULL);
    (void)close(s->stop[0]);
    (void)close(s->listener);
}

static Server *server_new(Cx *cx)
{
    Server *s = ARENA_NEW(cx->mem, Server);
    s->greeting = "220 test\r\n";
    s->on_ehlo = "250 ok\r\n";
    s->on_mail = "250 ok\r\n";
    s->on_rcpt = "250 ok\r\n";
    s->on_end = "250 taken\r\n";
    return s;
}

static Str server_start(Cx *cx, Server *s)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t n = sizeof a;
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(pipe(s->stop) == 0);
    CHECK(bind(s->listener, (struct sockaddr *)&a, sizeof a) == 0 && listen(s->listener, 4) == 0);
    CHECK(getsockname(s->listener, (struct sockaddr *)&a, &n) == 0);
    CHECK(pthread_create(&s->thread, NULL, serve, s) == 0);
    arena_defer(cx->mem, server_end, s);
    return arena_printf(cx->mem, "smtp://127.0.0.1:%u", (unsigned)ntohs(a.sin_port));
}

static const Mail mail = { .from = STR_C("plan@plan.example"),
                           .to = STR_C("maria@example.org"),
                           .subject = STR_C("Your code"),
                           .text = STR_C("Your code is\n.\n123456.\n"),
                           .lang = STR_C("en"),
                           .id = STR_C("m-1") };

TEST(smtp__hands_over_sender_recipient_and_message)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    const Str url = server_start(cx, s);
    CHECK_OK(cx, mail_send(cx, &(MailServer){ .url = url }, &mail));
    server_end(s);
    const Str heard = { s->heard, s->n };
    CHECK(str_contains(heard, STR("MAIL FROM:<plan@plan.example>")));
    CHECK(str_contains(heard, STR("RCPT TO:<maria@example.org>")));
    CHECK(str_contains(heard, STR("\r\n\r\nYour code is\r\n=2E\r\n123456.\r\n.\r\n")));
}

static Status send_to(Cx *cx, Server *s)
{
    return mail_send(cx, &(MailServer){ .url = server_start(cx, s) }, &mail);
}

TEST(smtp__deferred_by_the_server_is_unavailable)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    s->on_rcpt = "451 greylisted\r\n";
    CHECK_FAILS(cx, ST_UNAVAILABLE, send_to(cx, s));
}

/* M28 */
TEST(smtp__refused_recipient_is_known_from_a_refusal_of_us)
{
    static const struct {
        const char *answer;
        Status st;
    } rows[] = {
        { "550 no such user\r\n", ST_NOT_FOUND },
        { "550 5.1.1 no such user\r\n", ST_NOT_FOUND },
        { "554 5.2.1 mailbox disabled\r\n", ST_NOT_FOUND },
        { "552 5.2.2 mailbox full\r\n", ST_NOT_FOUND },
        { "550 5.7.1 you are on a list\r\n", ST_INVALID },
        { "550 5.1.8 your domain is none\r\n", ST_INVALID },
        { "554 relay access denied\r\n", ST_INVALID },
        { "530 sign in first\r\n", ST_INVALID },
        { "450 4.2.1 mailbox busy\r\n", ST_UNAVAILABLE },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Cx *cx = test_cx();
        Server *s = server_new(cx);
        s->on_rcpt = rows[i].answer;
        CHECK_FAILS(cx, rows[i].st, send_to(cx, s));
        CHECK(!str_contains(cx->fault.detail, STR("example")));
    }
}

/* M28: a sender that is refused is no word on the recipient. */
TEST(smtp__refused_sender_is_no_bounce)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    s->on_mail = "550 5.1.1 who are you\r\n";
    CHECK_FAILS(cx, ST_INVALID, send_to(cx, s));
}

TEST(smtp__message_refused_after_the_dot_is_invalid)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    s->on_end = "554 spam\r\n";
    CHECK_FAILS(cx, ST_INVALID, send_to(cx, s));
}

TEST(smtp__message_deferred_after_the_dot_is_unavailable)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    s->on_end = "452 disk full\r\n";
    CHECK_FAILS(cx, ST_UNAVAILABLE, send_to(cx, s));
}

TEST(smtp__password_never_goes_over_the_net_in_clear)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    const Str url = server_start(cx, s);
    /* 0.0.0.0 is this machine to the system and a stranger to us. */
    const Str far =
        arena_join(cx->mem, STR("smtp://me:secret@0.0.0.0"), str_from(url, 16), STR(""));
    CHECK_FAILS(cx, ST_UNAVAILABLE, mail_send(cx, &(MailServer){ .url = far }, &mail));
    CHECK(!str_contains(cx->fault.detail, STR("secret")));
    server_end(s); /* it may still be hearing */
    CHECK(str_contains((Str){ s->heard, s->n }, STR("EHLO")));
    for (size_t i = 0; i + 4 <= s->n; i++)
        CHECK(memcmp(s->heard + i, "AUTH", 4) != 0);
}

TEST(smtp__stalling_server_is_left_in_time)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    s->stalls = true;
    Str message;
    const SmtpTimes times = { .connect_ms = 200, .total_ms = 300 };
    const Str url = server_start(cx, s);
    CHECK_OK(cx, mail_message(cx, &mail, &message));
    CHECK_FAILS(cx, ST_UNAVAILABLE,
                smtp_send(cx, &(MailServer){ .url = url }, &mail, message, times));
}

TEST(smtp__nobody_listening_is_unavailable)
{
    Cx *cx = test_cx();
    Server *s = server_new(cx);
    const Str url = server_start(cx, s);
    (void)shutdown(s->listener, SHUT_RDWR);
    CHECK_FAILS(cx, ST_UNAVAILABLE, mail_send(cx, &(MailServer){ .url = url }, &mail));
}

TEST(mail_url__only_the_three_kinds)
{
    Cx *cx = test_cx();
    static const char *const good[] = { "file:run/mail",
                                        "file:/tmp/x",
                                        "smtp://mail.example",
                                        "smtp://mail.example:2525",
                                        "smtps://me:p%40ss@mail.example/",
                                        "smtp://[::1]:25" };
    static const char *const bad[] = { "",
                                       "file:",
                                       "http://mail.example",
                                       "smtp:",
                                       "smtp://",
                                       "smtp://host:99999",
                                       "smtp://host/path",
                                       "smtp://host?x",
                                       "smtp://ho st",
                                       "mail.example" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK_OK(cx, mail_url_check(cx, str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(cx, ST_INVALID, mail_url_check(cx, str_of(bad[i])));
}

TEST(mail_file__one_whole_file_for_its_owner_alone)
{
    Cx *cx = test_cx();
    const Str dir = arena_join(cx->mem, test_dir(), STR("/"), STR("mail"));
    CHECK_OK(cx,
             mail_send(cx, &(MailServer){ .url = arena_join(cx->mem, STR("file:"), dir, STR("")) },
                       &mail));
    const Str name = arena_join(cx->mem, dir, STR("/"), STR("1767225600000-m-1.eml"));
    struct stat st;
    CHECK(stat(name.p, &st) == 0 && (st.st_mode & 07777) == 0600);
    CHECK(str_ends(test_file(name.p), STR("123456.\r\n")));
    size_t files = 0;
    DIR *d = opendir(dir.p);
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;)
        files += e->d_name[0] != '.';
    (void)closedir(d);
    CHECK_I64((int64_t)files, 1);
}

TEST(mail_file__folder_that_cannot_be_is_unavailable)
{
    Cx *cx = test_cx();
    CHECK_FAILS(cx, ST_UNAVAILABLE,
                mail_send(cx, &(MailServer){ .url = STR("file:/proc/no/such") }, &mail));
}
