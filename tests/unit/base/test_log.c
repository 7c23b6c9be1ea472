#include "base/log.h"
#include "tests/unit/test.h"

#include <fcntl.h>
#include <unistd.h>

/* Standard error goes into a file while a test writes its lines. */
typedef struct Capture {
    Str path;
    int kept;
} Capture;

static Capture capture(void)
{
    Capture c = { .path = arena_join(test_cx()->mem, test_dir(), STR("/log"), STR("")) };
    const int fd = open(c.path.p, O_CREAT | O_WRONLY | O_APPEND, 0600);
    c.kept = dup(STDERR_FILENO);
    CHECK(fd >= 0 && c.kept >= 0 && dup2(fd, STDERR_FILENO) >= 0);
    (void)close(fd);
    return c;
}

static Str captured(const Capture *c)
{
    (void)dup2(c->kept, STDERR_FILENO);
    (void)close(c->kept);
    return test_file(c->path.p);
}

/* The line after its time, which is the machine's. */
static Str after_time(Str line)
{
    static const Str head = STR_C("{\"time\":\"2026-01-01T00:00:00.000Z\"");
    CHECK(str_starts(line, STR("{\"time\":\"")));
    CHECK(line.n > head.n && line.p[head.n - 2] == 'Z');
    return str_from(line, head.n);
}

TEST(log__a_line_has_time_level_event_request_and_fields)
{
    Cx *cx = test_cx();
    const Capture c = capture();
    LOG(cx, LOG_WARN, "mail_retry", { STR("host"), STR("a.example") },
        { STR("n"), log_i64(cx, -3) });
    CHECK_STR(after_time(captured(&c)),
              STR(",\"level\":\"warn\",\"event\":\"mail_retry\",\"request\":\"test\","
                  "\"host\":\"a.example\",\"n\":\"-3\"}\n"));
}

TEST(log__a_line_is_one_line_whatever_the_values_hold)
{
    Cx *cx = test_cx();
    const Capture c = capture();
    cx->request_id = STR("");
    LOG(cx, LOG_ERROR, "x", { STR("v"), STR("a\n{\"level\":\"info\"}\r\0\xff") });
    CHECK_STR(after_time(captured(&c)),
              STR(",\"level\":\"error\",\"event\":\"x\",\"v\":"
                  "\"a\\n{\\\"level\\\":\\\"info\\\"}\\r\\u0000\\ufffd\"}\n"));
}

TEST(log__values_are_cut_at_512_bytes)
{
    Cx *cx = test_cx();
    const Capture c = capture();
    LOG(cx, LOG_INFO, "x", { STR("v"), arena_printf(cx->mem, "%0*d", 513, 1) });
    const Str line = captured(&c);
    const Str end = str_from(line, str_find(line, '0'));
    CHECK(str_ends(line, STR("00\"}\n")));
    CHECK(end.n > 512);
    CHECK(!str_contains(line, STR("1\"}")));
}

TEST(log__too_many_fields_leave_a_line_that_says_so)
{
    Cx *cx = test_cx();
    LogField fields[20];
    for (size_t i = 0; i < 20; i++)
        fields[i] = (LogField){ STR("v"), arena_printf(cx->mem, "%0*d", 500, 1) };
    const Capture c = capture();
    log_event(cx, LOG_INFO, STR("x"), fields, 20);
    CHECK_STR(captured(&c), STR("{\"level\":\"error\",\"event\":\"log_line_too_long\"}\n"));
}

TEST(log__a_fault_is_status_where_and_detail)
{
    Cx *cx = test_cx();
    const Capture c = capture();
    (void)fail(cx, ST_UNAVAILABLE, STR("store"), "locked");
    log_fault(cx, LOG_DEBUG, STR("sweep_failed"));
    CHECK_STR(after_time(captured(&c)),
              STR(",\"level\":\"debug\",\"event\":\"sweep_failed\",\"request\":\"test\","
                  "\"status\":\"ST_UNAVAILABLE\",\"where\":\"store\",\"detail\":\"locked\"}\n"));
}
