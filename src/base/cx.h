/* cx.h - what one piece of work (a request, a loaded line, a mail) carries from call to call: its
 * memory, its time, its name, and why it failed. A Cx belongs to one thread. */
#ifndef BASE_CX_H
#define BASE_CX_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

#define MUST_USE __attribute__((warn_unused_result))

/* Why: where names the parameter, header or element at fault, detail is English for developers and
 * holds no health data, no SQL, no secret. */
typedef struct Fault {
    Status status;
    Str where;
    Str detail;
    unsigned retry_s; /* when asking again makes sense; 0: not known */
} Fault;

/* What the work cost so far, counted so that tests can hold two pieces of work to the same (AUTHORIZATION M8). */
typedef struct CxWork {
    unsigned statements; /* of SQL */
    unsigned hmacs;
    unsigned seals; /* texts sealed or opened */
} CxWork;

typedef struct Cx {
    Arena *mem;
    int64_t now_ms; /* since 1970-01-01 UTC; the only clock that code reads */
    Str request_id; /* the support code, printed on error pages and in the log */
    Fault fault;
    CxWork work;
} Cx;

/* Sets the fault and returns st. detail must live as long as cx (a literal, or arena memory). */
Status fail(Cx *cx, Status st, Str where, const char *detail);
/* As fail, with the detail printed into cx->mem. Never format health data. */
Status failf(Cx *cx, Status st, Str where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* True when st is the expected failure, whose fault is then cleared; false for any other. */
bool forgive(Cx *cx, Status st, Status expected);

#define TRY(call)                                                                                  \
    do {                                                                                           \
        const Status try_ = (call);                                                                \
        if (try_ != ST_OK)                                                                         \
            return try_;                                                                           \
    } while (0)

#endif
