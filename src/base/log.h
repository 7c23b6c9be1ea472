/* log.h - one JSON line per event on standard error: time, level, event, then the fields. No field
 * ever holds health data, a name, an address, a token, a query string or a body (AUTHORIZATION R9);
 * ids go through jose's keyed hash first. Values are escaped, so a line is always one line.
 * Any thread. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/cx.h"

typedef enum LogLevel { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR } LogLevel;

typedef struct LogField {
    Str name;
    Str value;
} LogField;

void log_event(Cx *cx, LogLevel level, Str event, const LogField *fields, size_t count);
/* log_event with an inline list: LOG(cx, LOG_WARN, "mail_retry", {STR("host"), host}). */
#define LOG(cx, level, event, ...)                                                                 \
    log_event((cx), (level), STR(event), (const LogField[]){ __VA_ARGS__ },                        \
              sizeof((const LogField[]){ __VA_ARGS__ }) / sizeof(LogField))
/* The cause of a failure that nobody passes up: cx->fault as fields where, detail, status. */
void log_fault(Cx *cx, LogLevel level, Str event);
/* A number as a field's value, in cx->mem. */
Str log_i64(Cx *cx, int64_t v);

#endif
