/* runner.c - runs the .flow files of tests/flow: what a person or an app asks and what must come back. Each file runs in
 * process, through web_handle, on SQLite and on PostgreSQL, with a store, keys, mail folder and clock of its
 * own.     flow_runner [PART-OF-A-FILE-NAME]     The last line is "N passed, N failed, N skipped".
 *
 * A file is steps, one a line; indented lines belong to the step above; # begins a comment line; ${name} is
 * replaced by a variable everywhere. The first failing step ends the file.
 *
 *   minors ID                  a plan's minors.csv below it, after the plan
 *   plan ID                    a plan; below it lines of its plan.ini. Without one: demo, a sandbox. Once more:
 *                              another plan.ini, from the next restart on
 *   app NAME                   registers an app with plan ${plan}; below: client_id = …, redirect_uri = …,
 *                              scope = …, confidential = yes, status = …. Sets ${NAME} and ${NAME_secret}
 *   invite NAME                an initial access token of plan ${plan} in ${NAME}, as `postern app invite`; below:
 *                              uses = …, approved = yes, scope = …
 *   load PATH…                 loads files into plan ${plan} (as `postern load`); sets ${created} ${rejected};
 *                              below: killed = yes (before its last step, which settles what it ended)
 *   token NAME PATIENT SCOPE   an access token of plan ${plan} in ${NAME}, as `postern token`; below: shared =
 *                              words of label.def, since = a date (how far back), relation = parent
 *   clock +10m | clock -5s | clock 2026-03-01T00:00:00Z      units ms s m h d; a run starts 2026-01-01
 *   recheck                    settles what loads that were killed have ended, as the chores do each second
 *   remind                     queues the reminders that are due, as the chores do each hour
 *   staff VERB [NAME]          as `postern representative VERB`, `postern member VERB`, or due: what the chores end each hour; below:
 *                              by, patient, id, email, first, last, basis, until, limits, who, reason = …; fails =
 *                              the status that it must end with. add sets ${NAME}, the id
 *   restart                    closes the program and opens it again on the same store
 *   another                    another node begins on the same store, with the plan.ini that there is now, and ends
 *
 *   browser NAME               asks as this browser from here on: cookies and last page of its own
 *   forget COOKIE              drops a cookie of this browser (name before "-plan"); without a name: all
 *   get TARGET | post TARGET | head … | put … | patch … | delete … | options …      below it:
 *       Name: value            a header
 *       name = value           a form field (POST)
 *       | text                 a line of the body as it is
 *   submit [ACTION]            posts the form of this browser's last page (the one whose action is or begins
 *                              with ACTION; else the first that posts) with its hidden fields and values,
 *                              the CSRF token among them; below it fields to fill in; "- name" leaves one out
 *   follow                     GETs the last reply's Location, which must be ours
 *   withhold                   follow, then the page of sensitive kinds with none of them, follow
 *
 *   expect STATUS
 *   expect header NAME is TEXT | has TEXT | ~ REGEX | absent
 *   expect body has TEXT | lacks TEXT | is TEXT | ~ REGEX | !~ REGEX
 *   expect json PATH is TEXT | ~ REGEX | absent | count N        PATH: entry.0.resource.id; is: string, number
 *   expect page LANG           an HTML page in that language, complete
 *   expect mail ADDRESS none
 *   expect audits has TEXT | …  the plan's records so far, a line each
 *   expect audit KIND has TEXT | …     the newest record of that kind (audit/kind.def) of plan ${plan}
 *   expect ${a} is TEXT        and has, lacks, ~, !~ between texts
 *
 *   let NAME = TEXT
 *   let NAME body REGEX | header NAME REGEX | json PATH | mail ADDRESS REGEX     the first group, else the whole
 *   let NAME location PARAM    a query parameter of the Location
 *   let NAME s256 TEXT         PKCE's challenge
 *   let NAME encoded TEXT      percent-encoded
 *   let NAME fact KEY          a fact of the run: now_ms, dir; of the last answer: work ("N-statements-N-hmacs-N-seals"),
 *                              bytes (headers and body)
 *
 * Set from the start: ${plan} = demo, ${base} = http://localhost:8080. Regexes are POSIX extended. */
#include "tests/flow/flow.h"
#include "tests/unit/db/pg.h"

#include <dirent.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FLOW_FILES 512
#define FLOW_FILE_BYTES (1u << 20)

bool flow_fail(Flow *f, const char *format, ...)
{
    char text[4096];
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    const size_t used = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    if (f->why.n == 0)
        f->why = arena_dup(f->cx->mem, (Str){ text, used });
    return false;
}

bool flow_fail_cx(Flow *f, const char *what)
{
    const Fault *fault = &f->cx->fault;
    return flow_fail(f, "%s: %.*s: %.*s: %.*s", what, STR_ARG(status_row(fault->status)->name),
                     STR_ARG(fault->where), STR_ARG(fault->detail));
}

Cx *flow_cx(Flow *f)
{
    f->cx->now_ms = f->now_ms;
    f->cx->fault = (Fault){ .status = ST_OK };
    return f->cx;
}

void flow_set(Flow *f, Str name, Str value)
{
    FlowVar *v = f->vars;
    while (v && !str_eq(v->name, name))
        v = v->next;
    if (!v) {
        v = ARENA_NEW(f->cx->mem, FlowVar);
        v->name = arena_dup(f->cx->mem, name);
        v->next = f->vars;
        f->vars = v;
    }
    v->value = arena_dup(f->cx->mem, value);
}

Str flow_get(const Flow *f, Str name)
{
    for (const FlowVar *v = f->vars; v; v = v->next)
        if (str_eq(v->name, name))
            return v->value;
    return STR_NONE;
}

Str flow_word(Str *rest)
{
    *rest = str_trim(*rest);
    const size_t n = str_find(*rest, ' ');
    const Str word = str_slice(*rest, 0, n);
    *rest = str_trim(str_from(*rest, n));
    return word;
}

static bool indented(Str line)
{
    return line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
}

static bool skipped_line(Str line)
{
    const Str t = str_trim(line);
    return t.n == 0 || t.p[0] == '#';
}

/* Cuts a step and the lines below it off *rest, counting lines. */
static bool step_cut(Flow *f, Str *rest, int *line, Str *step, Str *lines)
{
    Str one;
    do {
        if (!str_split(rest, '\n', &one))
            return false;
        f->line = ++*line;
    } while (skipped_line(one));
    *step = str_trim(one);
    const char *begin = rest->p;
    size_t n = 0;
    Str ahead = *rest;
    while (str_split(&ahead, '\n', &one) && indented(one)) {
        n += one.n + 1;
        ++*line;
        *rest = ahead;
    }
    *lines = (Str){ begin, n };
    return true;
}

static void steps_run(Flow *f, Str text)
{
    Str step;
    Str lines;
    int line = 0;
    while (f->why.n == 0 && step_cut(f, &text, &line, &step, &lines))
        (void)flow_step(f, step, lines);
}

static Str file_read(Cx *cx, const char *path)
{
    char *p = arena_alloc(cx->mem, FLOW_FILE_BYTES);
    FILE *file = fopen(path, "rb");
    const size_t n = file ? fread(p, 1, FLOW_FILE_BYTES - 1, file) : 0;
    if (file)
        (void)fclose(file);
    return (Str){ p, n };
}

static int entry_remove(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

/* True when it passed. Whatever the program opened closes with f.site's arena. */
static bool flow_run(const char *path, Str store_url, const char *dir, const char *engine)
{
    Cx cx = { .mem = arena_new(1 << 20) };
    Flow f = { .cx = &cx,
               .file = str_of(path),
               .dir = str_of(dir),
               .now_ms = FLOW_START_MS,
               .site = { .mem = arena_new(1 << 16) },
               .reply_mem = arena_new(1 << 16) };
    f.store_url = store_url.n ? store_url : arena_printf(cx.mem, "sqlite:%s/store", dir);
    flow_set(&f, STR("plan"), STR("demo"));
    flow_set(&f, STR("base"), STR(FLOW_BASE));
    steps_run(&f, file_read(&cx, path));
    const bool ok = f.why.n == 0;
    if (!ok) {
        printf("%s:%d: (%s) %.*s\n", path, f.line, engine, STR_ARG(f.why));
        if (f.asked.n)
            printf("    asked %.*s, got %d\n", STR_ARG(f.asked), f.reply.status);
        if (f.reply.body.n)
            printf("    %.*s\n", (int)(f.reply.body.n > 1500 ? 1500 : f.reply.body.n),
                   f.reply.body.p);
    }
    arena_free(f.site.mem);
    arena_free(f.reply_mem);
    arena_free(cx.mem);
    return ok;
}

typedef struct Counts {
    int passed;
    int failed;
    int skipped;
} Counts;

static void run_on(const char *path, const char *engine, bool postgres, Counts *c)
{
    const char *tmp = getenv("POSTERN_TEST_TMP");
    Cx cx = { .mem = arena_new(4096) };
    char *dir =
        (char *)arena_printf(cx.mem, "%s/postern-flow-XXXXXX", tmp && *tmp ? tmp : "/tmp").p;
    Str url = STR("");
    if (postgres && test_pg_url(&cx, &url) != ST_OK) {
        printf("skipped %s on PostgreSQL: %.*s\n", path, STR_ARG(cx.fault.detail));
        c->skipped++;
    } else if (!mkdtemp(dir)) {
        c->failed++;
    } else {
        if (flow_run(path, url, dir, engine))
            c->passed++;
        else
            c->failed++;
        if (!getenv("FLOW_KEEP"))
            (void)nftw(dir, entry_remove, 16, FTW_DEPTH | FTW_PHYS);
    }
    arena_free(cx.mem);
}

static int is_flow(const struct dirent *e)
{
    return str_ends(str_of(e->d_name), STR(".flow"));
}

int main(int argc, char **argv)
{
    struct dirent **names;
    Counts c = { 0, 0, 0 };
    const int n = scandir("tests/flow", &names, is_flow, alphasort);
    const char *only_engine = getenv("FLOW_ENGINE"); /* sqlite or postgres: that one alone */
    for (int i = 0; i < n; i++) {
        char path[512];
        (void)snprintf(path, sizeof path, "tests/flow/%s", names[i]->d_name);
        free(names[i]);
        if (argc > 1 && !strstr(path, argv[1]))
            continue;
        if (!only_engine || strcmp(only_engine, "sqlite") == 0)
            run_on(path, "sqlite", false, &c);
        if (!only_engine || strcmp(only_engine, "postgres") == 0)
            run_on(path, "postgres", true, &c);
    }
    if (n >= 0)
        free(names);
    printf("%d passed, %d failed, %d skipped\n", c.passed, c.failed, c.skipped);
    return c.failed > 0 || c.passed + c.skipped == 0;
}
