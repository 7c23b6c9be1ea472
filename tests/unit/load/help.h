/* help.h - loads of small texts into a new store, and what is in it afterwards. JSON is written with '
 * for ". */
#ifndef TESTS_UNIT_LOAD_HELP_H
#define TESTS_UNIT_LOAD_HELP_H

#include "load/load.h"
#include "tests/unit/db/engines.h"

#include <stdio.h>

#define LOAD_BASE "https://plan.example/demo/fhir/"

typedef struct Try {
    Cx *cx;
    Db *db;
    Keys *keys;
    Str dir;
    LoadReport report;
} Try;

Try *try_new(Cx *cx, Db *db);
/* A file of the test's folder; its path. */
Str try_file(Try *t, const char *name, Str bytes);
Str try_json(Cx *cx, const char *quoted);
LoadSpec try_spec(Try *t, const Str *path);
/* Loads the path; t->report is filled. */
MUST_USE Status try_path(Try *t, Str path);
/* Loads lines that must be read through. */
void try_lines(Try *t, const char *name, const char *quoted);
/* A number asked of the plan's records. */
int64_t try_count(Try *t, const char *sql);
/* "Type/id version deleted compartment" of each entry, sorted, one a line. */
Str try_entries(Try *t);
/* The stored body of the newest version; empty when there is none. */
Str try_body(Try *t, Str type, Str id);
/* How many bodies are in the packs that sql selects. */
int64_t try_bodies(Try *t, const char *sql);
Str try_rejects(Try *t);

#endif
