#include "base/log.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"

#include <unistd.h>

#define LOG_LINE_MAX 4096u

static const Str level_names[] = { STR_C("debug"), STR_C("info"), STR_C("warn"), STR_C("error") };

/* The time is the machine's: a log must tell the real hour also where a test moves cx->now_ms. */
void log_event(Cx *cx, LogLevel level, Str event, const LogField *fields, size_t count)
{
    Buf *b = buf_new(cx, LOG_LINE_MAX);
    buf_put(b, STR("{\"time\":"));
    buf_json(b, date_instant_str(cx, clock_now_ms()));
    buf_put(b, STR(",\"level\":"));
    buf_json(b, level_names[level]);
    buf_put(b, STR(",\"event\":"));
    buf_json(b, event);
    if (cx->request_id.n) {
        buf_put(b, STR(",\"request\":"));
        buf_json(b, cx->request_id);
    }
    for (size_t i = 0; i < count; i++) {
        buf_char(b, ',');
        buf_json(b, fields[i].name);
        buf_char(b, ':');
        buf_json(b, str_slice(fields[i].value, 0, 512));
    }
    buf_put(b, STR("}\n"));
    if (b->over) {
        b = buf_new(cx, LOG_LINE_MAX);
        buf_put(b, STR("{\"level\":\"error\",\"event\":\"log_line_too_long\"}\n"));
    }
    const Str line = buf_str(b);
    const ssize_t n = write(STDERR_FILENO, line.p, line.n); /* one write: lines never mix */
    (void)n; /* nowhere is left to say that the log itself is gone */
}

void log_fault(Cx *cx, LogLevel level, Str event)
{
    log_event(cx, level, event,
              (const LogField[]){ { STR("status"), status_row(cx->fault.status)->name },
                                  { STR("where"), cx->fault.where },
                                  { STR("detail"), cx->fault.detail } },
              3);
}

Str log_i64(Cx *cx, int64_t v)
{
    return arena_printf(cx->mem, "%lld", (long long)v);
}
