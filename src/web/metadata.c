#include "web/metadata.h"

#include "fhir/fhir.h"
#include "web/guard.h"

#include <pthread.h>
#include <stdlib.h>

#define A_DAY_MS INT64_C(86400000)

typedef struct Printed {
    Str text; /* empty: not yet */
    Str etag;
} Printed;

struct Metadata {
    pthread_mutex_t lock;
    Arena *mem;
    const Plans *plans;
    int64_t began_ms;
    Printed *of; /* by plan, in the order of plans */
};

Metadata *metadata_new(const Plans *plans, int64_t now_ms)
{
    Metadata *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    pthread_mutex_init(&m->lock, NULL);
    m->mem = arena_new(4096);
    m->plans = plans;
    m->began_ms = now_ms - now_ms % A_DAY_MS; /* nodes begun on one day say the same */
    m->of = ARENA_ARRAY(m->mem, Printed, plans_count(plans));
    return m;
}

void metadata_free(Metadata *m)
{
    if (!m)
        return;
    arena_free(m->mem);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

static Str below(Cx *cx, const Plan *plan, Str path)
{
    return arena_join(cx->mem, plan->issuer, path, STR_NONE);
}

/* The addresses that smart-configuration names, and no other (D9). */
static FhirServer server_of(Cx *cx, const Metadata *m, const Plan *plan)
{
    return (FhirServer){ .base = plan->fhir_base,
                         .name = plan->name,
                         .open = guard_public_types(cx, plan),
                         .started_ms = m->began_ms,
                         .endpoints = { .authorize = below(cx, plan, STR("/oauth/authorize")),
                                        .token = below(cx, plan, STR("/oauth/token")),
                                        .introspect = below(cx, plan, STR("/oauth/introspect")),
                                        .revoke = below(cx, plan, STR("/oauth/revoke")),
                                        .manage = below(cx, plan, STR("/account")),
                                        .registration = below(cx, plan, STR("/oauth/register")) } };
}

static Status print(Cx *cx, Metadata *m, const Plan *plan, Printed *out)
{
    Str text;
    const FhirServer server = server_of(cx, m, plan);
    TRY(fhir_capability(cx, &server, &text));
    out->etag = arena_dup(m->mem, web_etag(cx, text));
    out->text = arena_dup(m->mem, text);
    return ST_OK;
}

Status metadata_text(Cx *cx, Metadata *m, const Plan *plan, Str *text, Str *etag)
{
    size_t i = 0;
    while (plans_at(m->plans, i) != plan)
        i++;
    (void)pthread_mutex_lock(&m->lock);
    const Status st = m->of[i].text.n ? ST_OK : print(cx, m, plan, &m->of[i]);
    *text = m->of[i].text;
    *etag = m->of[i].etag;
    (void)pthread_mutex_unlock(&m->lock);
    return st;
}
