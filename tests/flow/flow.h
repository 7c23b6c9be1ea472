/* flow.h - the insides of the flow runner: one file being run on one engine. The language of the files
 * stands at the top of runner.c. */
#ifndef TESTS_FLOW_FLOW_H
#define TESTS_FLOW_FLOW_H

#include "app/env.h"
#include "app/wire.h"
#include "http/http.h"

#define FLOW_START_MS INT64_C(1767225600000) /* 2026-01-01T00:00:00Z */
#define FLOW_BASE "http://localhost:8080"

typedef struct FlowVar {
    struct FlowVar *next;
    Str name;
    Str value;
} FlowVar;

typedef struct FlowBrowser {
    struct FlowBrowser *next;
    Str name;
    FlowVar *cookies;
    Str page;     /* the last HTML page it got */
    Str page_url; /* and where from: forms without an action post there */
} FlowBrowser;

typedef struct Flow {
    Cx *cx; /* lives as long as the file's run */
    Str file;
    int line; /* of the step being run */
    Str why;  /* what failed; empty: nothing */
    Str store_url;
    Str dir;      /* plans, keys, mail, audit of this run */
    Cx site;      /* lives as long as the program is open: until restart */
    Wired *wired; /* NULL until the first step that needs the program */
    Env env;
    int64_t now_ms;
    FlowVar *vars;
    FlowBrowser *browsers;
    FlowBrowser *browser;
    /* The last reply, kept until the next. */
    Arena *reply_mem;
    HttpReply reply;
    Str asked;   /* method and target, for messages */
    CxWork work; /* that it cost */
} Flow;

/* One step: its words, and the indented lines below it (as they were, one a line). */
typedef struct FlowStep {
    Str rest;
    Str lines;
} FlowStep;

/* Ends the run with a reason; returns false so that a step can return it. */
bool flow_fail(Flow *f, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool flow_fail_cx(Flow *f, const char *what); /* with the fault of f->cx */
/* A fresh call of Cx with the flow's time. */
Cx *flow_cx(Flow *f);
void flow_set(Flow *f, Str name, Str value);
Str flow_get(const Flow *f, Str name); /* STR_NONE when not set */
/* Cuts the next word off *rest. */
Str flow_word(Str *rest);

/* steps.c: runs the step; false when it failed. */
bool flow_step(Flow *f, Str line, Str lines);

/* site.c: the program under test. */
bool site_need(Flow *f);
bool step_plan(Flow *f, const FlowStep *s);
bool step_minors(Flow *f, const FlowStep *s);
bool step_texts(Flow *f, const FlowStep *s);
bool step_app(Flow *f, const FlowStep *s);
bool step_invite(Flow *f, const FlowStep *s);
bool step_load(Flow *f, const FlowStep *s);
bool step_token(Flow *f, const FlowStep *s);
bool step_clock(Flow *f, const FlowStep *s);
bool step_recheck(Flow *f, const FlowStep *s);
bool step_remind(Flow *f, const FlowStep *s);
bool step_staff(Flow *f, const FlowStep *s);
bool step_restart(Flow *f, const FlowStep *s);
bool step_another(Flow *f, const FlowStep *s);
/* The newest mail to an address, decoded: headers, then the texts. False: there is none. */
bool site_mail(Flow *f, Str to, Str *text);

/* What the plan's audit has, sealed first: a record a line, the oldest first. */
bool site_audit(Flow *f, Str *records);

/* browser.c: asking. */
bool step_browser(Flow *f, const FlowStep *s);
bool flow_ask(Flow *f, HttpMethod method, Str target, Str lines);
bool step_follow(Flow *f, const FlowStep *s);
bool step_submit(Flow *f, const FlowStep *s);
bool step_forget(Flow *f, const FlowStep *s);
Str flow_header(const Flow *f, Str name);

/* look.c: what came back. */
bool step_expect(Flow *f, const FlowStep *s);
bool step_let(Flow *f, const FlowStep *s);

#endif
