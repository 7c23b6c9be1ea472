/* out.c - the files, whole or not at all: written under hidden names, renamed when all are complete. */
#include "synth/synth_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEMBERS_FILE SYNTH_FILES
#define OUT_FILES (SYNTH_FILES + 1)

typedef struct OutFile {
    FILE *f;
    Str hidden;
    Str final;
} OutFile;

struct Out {
    Str dir;
    OutFile files[OUT_FILES];
    SynthCounts counts;
};

static const Str file_names[OUT_FILES] = {
    [SYNTH_COVERAGE] = STR_C("Coverage"),       [SYNTH_EOB] = STR_C("ExplanationOfBenefit"),
    [SYNTH_OBSERVATION] = STR_C("Observation"), [SYNTH_ORGANIZATION] = STR_C("Organization"),
    [SYNTH_PATIENT] = STR_C("Patient"),         [SYNTH_PRACTITIONER] = STR_C("Practitioner"),
    [MEMBERS_FILE] = STR_C("members"),
};

Str synth_file_type(SynthFile file)
{
    return file_names[file];
}

const SynthCounts *out_counts(const Out *out)
{
    return &out->counts;
}

static Status failed(Cx *cx, Str path, const char *what)
{
    return failf(cx, ST_UNAVAILABLE, STR("--out"), "cannot %s %.*s: %s", what, STR_ARG(path),
                 strerrordesc_np(errno));
}

/* What is still hidden when the work ends was not finished. */
static void out_abandon(void *what)
{
    Out *out = what;
    for (size_t i = 0; i < OUT_FILES; i++) {
        OutFile *f = &out->files[i];
        if (f->f)
            (void)fclose(f->f);
        if (f->hidden.n)
            (void)unlink(f->hidden.p);
        *f = (OutFile){ 0 };
    }
}

/* Each part of the path in turn. */
static Status make_dir(Cx *cx, Str dir)
{
    char *path = arena_alloc(cx->mem, dir.n + 1);
    for (size_t i = 0; i < dir.n; i++) {
        path[i] = dir.p[i];
        const bool part = i + 1 == dir.n || dir.p[i + 1] == '/';
        if (part && path[i] != '/' && mkdir(path, 0755) != 0 && errno != EEXIST)
            return failed(cx, dir, "make");
    }
    return ST_OK;
}

Status out_open(Cx *cx, Str dir, Out **result)
{
    Out *out = ARENA_NEW(cx->mem, Out);
    TRY(make_dir(cx, dir));
    out->dir = arena_dup(cx->mem, dir);
    arena_defer(cx->mem, out_abandon, out);
    for (size_t i = 0; i < OUT_FILES; i++) {
        OutFile *f = &out->files[i];
        const char *ending = i == MEMBERS_FILE ? "json" : "ndjson";
        f->final =
            arena_printf(cx->mem, "%.*s/%.*s.%s", STR_ARG(dir), STR_ARG(file_names[i]), ending);
        const Str hidden = arena_printf(cx->mem, "%.*s/.%.*s.%s.%ld", STR_ARG(dir),
                                        STR_ARG(file_names[i]), ending, (long)getpid());
        f->f = fopen(hidden.p, "we");
        if (!f->f)
            return failed(cx, hidden, "write");
        f->hidden = hidden;
    }
    *result = out;
    return ST_OK;
}

static Status put_line(Cx *cx, OutFile *f, Str line)
{
    if (fwrite(line.p, 1, line.n, f->f) != line.n || fputc('\n', f->f) == EOF)
        return failed(cx, f->final, "write");
    return ST_OK;
}

Status out_line(Writer *w, SynthFile file)
{
    TRY(buf_status(w->cx, w->js.out, file_names[file]));
    w->out->counts.written[file]++;
    return put_line(w->cx, &w->out->files[file], buf_str(w->js.out));
}

Status out_members(Cx *cx, Out *out, Str json)
{
    return put_line(cx, &out->files[MEMBERS_FILE], json);
}

static Status finish(Cx *cx, OutFile *f)
{
    FILE *file = f->f;
    const bool written = fflush(file) == 0 && fsync(fileno(file)) == 0;
    f->f = NULL;
    if (fclose(file) != 0 || !written)
        return failed(cx, f->final, "write");
    return ST_OK;
}

Status out_commit(Cx *cx, Out *out)
{
    for (size_t i = 0; i < OUT_FILES; i++)
        TRY(finish(cx, &out->files[i]));
    for (size_t i = 0; i < OUT_FILES; i++) {
        OutFile *f = &out->files[i];
        if (rename(f->hidden.p, f->final.p) != 0)
            return failed(cx, f->final, "write");
        f->hidden = STR_NONE;
    }
    return ST_OK;
}
