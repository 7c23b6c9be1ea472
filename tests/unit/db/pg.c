#include "tests/unit/db/pg.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char cluster_url[256]; /* empty until started */
static unsigned schemas;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The second line that "tests/pg.sh start PID" prints. */
static Status start_read(Cx *cx, int fd)
{
    FILE *f = fdopen(fd, "r");
    char line[256] = "";
    for (int i = 0; f && i < 2; i++)
        if (!fgets(line, sizeof line, f))
            line[0] = '\0';
    if (f)
        (void)fclose(f);
    const Str url = str_trim(str_of(line));
    if (!str_starts(url, STR("postgresql://")))
        return fail(cx, ST_UNAVAILABLE, STR("tests/pg.sh"), "the cluster did not start");
    memcpy(cluster_url, url.p, url.n);
    cluster_url[url.n] = '\0';
    return ST_OK;
}

static Status cluster_start(Cx *cx)
{
    int ends[2];
    if (pipe(ends) != 0)
        return fail(cx, ST_UNAVAILABLE, STR("pipe"), "no pipe");
    char pid[24];
    (void)snprintf(pid, sizeof pid, "%ld", (long)getpid());
    const pid_t child = fork();
    if (child == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        (void)close(ends[1]);
        (void)execl("tests/pg.sh", "tests/pg.sh", "start", pid, (char *)NULL);
        _exit(127);
    }
    (void)close(ends[1]);
    const Status st = start_read(cx, ends[0]);
    (void)waitpid(child, NULL, 0);
    return st;
}

static Status cluster_find(Cx *cx)
{
    const char *named = getenv("POSTERN_TEST_PG");
    if (cluster_url[0])
        return ST_OK;
    if (!named || !*named)
        return cluster_start(cx);
    (void)snprintf(cluster_url, sizeof cluster_url, "%s", named);
    return ST_OK;
}

Status test_pg_run(Cx *cx, Str url, const char *sql)
{
    PGconn *c = PQconnectdb(arena_dup(cx->mem, url).p);
    PGresult *result = PQexec(c, sql);
    const ExecStatusType code = PQresultStatus(result);
    Status st = ST_OK;
    if (code != PGRES_COMMAND_OK && code != PGRES_TUPLES_OK)
        st = failf(cx, ST_UNAVAILABLE, STR("sql"), "%s", PQerrorMessage(c));
    PQclear(result);
    PQfinish(c);
    return st;
}

/* The cluster's URL at a schema of the process's own database: postgresql://user@host/DATABASE?options=SCHEMA&… */
static Str url_at(Cx *cx, Str database, Str schema)
{
    const Str url = str_of(cluster_url);
    const size_t host = strlen("postgresql://");
    const size_t slash = host + str_find(str_from(url, host), '/');
    const Str rest = str_from(url, str_find(url, '?') + 1);
    return arena_printf(cx->mem, "%.*s/%.*s?options=-csearch_path%%3D%.*s&%.*s", (int)slash, url.p,
                        STR_ARG(database), STR_ARG(schema), STR_ARG(rest));
}

/* A schema is made in a fiftieth of the time of a database, which is 300 files. */
static Status schema_make(Cx *cx, Str *url)
{
    TRY(cluster_find(cx));
    const Str database = arena_printf(cx->mem, "t_%ld", (long)getpid());
    const Str schema = arena_printf(cx->mem, "t_%u", ++schemas);
    if (schemas == 1)
        TRY(test_pg_run(
            cx, str_of(cluster_url),
            arena_printf(cx->mem, "CREATE DATABASE %s TEMPLATE template0", database.p).p));
    *url = url_at(cx, database, schema);
    return test_pg_run(cx, *url, arena_printf(cx->mem, "CREATE SCHEMA %s", schema.p).p);
}

Status test_pg_url(Cx *cx, Str *url)
{
    (void)pthread_mutex_lock(&lock);
    const Status st = schema_make(cx, url);
    (void)pthread_mutex_unlock(&lock);
    return st;
}
