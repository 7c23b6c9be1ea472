/* labels: how much of a plan is held sensitive, by type and kind, in lines of columns with tabs between; or what
 * of one resource, and by which codes: health data, so to standard output alone, and never without a reason. */
#include "app/command.h"
#include "app/env.h"

#include "fhir/label.h"
#include "fhir/label_report.h"
#include "fhir/relabel.h"

#include <stdio.h>

static Str kind_word(unsigned bit)
{
    return LABEL_BIT(bit) == LABEL_PART2 ? STR("part2") : label_word(bit);
}

static void print_type(const LabelCount *c)
{
    const Str type = type_by_num(c->type)->name;
    for (unsigned bit = 0; bit < LABEL_BITS; bit++)
        if (c->own[bit] || c->labels[bit] || c->weak[bit])
            (void)printf("%.*s\t%lld\t%.*s\t%lld\t%lld\t%lld\n", STR_ARG(type),
                         (long long)c->resources, STR_ARG(kind_word(bit)), (long long)c->own[bit],
                         (long long)c->labels[bit], (long long)c->weak[bit]);
}

static Status print_report(Cx *cx, DbTx *tx, int64_t plan)
{
    LabelCount *all;
    size_t count;
    RelabelState state;
    TRY(label_report(cx, tx, plan, &all, &count));
    TRY(relabel_state(cx, tx, plan, &state));
    (void)printf("type\tresources\tkind\tby_codes\tin_all\tweak\n");
    for (size_t i = 0; i < count; i++)
        print_type(&all[i]);
    if (state.at < state.end)
        (void)printf("# to be labelled anew: %lld members, as the lists have changed\n",
                     (long long)(state.end - state.at));
    return ST_OK;
}

static Status print_survey(Cx *cx, DbTx *tx, const Plan *plan)
{
    RecordRules rules;
    LabelSurvey s;
    TRY(env_rules(cx, plan, &rules));
    TRY(label_survey_plan(cx, tx, plan->num, rules.labels, &s));
    (void)printf("# drugs that have a number alone, which no list knows: %lld resources\n"
                 "# a code that is text alone, or of no system that is known: %lld resources\n",
                 (long long)s.unnamed, (long long)s.uncoded);
    for (size_t i = 0; i < s.count; i++)
        (void)printf("# codes of a system that is not known\t%.*s\t%lld\n",
                     STR_ARG(s.systems[i].system), (long long)s.systems[i].codes);
    return ST_OK;
}

/* ---- of one resource ---------------------------------------------------------------------------------- */

typedef struct Named {
    const TypeRow *type; /* NULL: the whole plan is counted */
    Str id;
    Str reason;
} Named;

static Status named_read(Cx *cx, const Args *args, Named *out)
{
    const Str resource = args_get(args, STR("--resource"));
    *out = (Named){ .type = NULL, .reason = args_get(args, STR("--reason")) };
    if (resource.n == 0)
        return ST_OK;
    const size_t slash = str_find(resource, '/');
    out->type = type_by_name(str_slice(resource, 0, slash));
    out->id = str_from(resource, slash + 1);
    if (slash == resource.n || !out->type)
        return fail(cx, ST_INVALID, STR("--resource"), "is Type/id");
    return out->reason.n ? ST_OK : fail(cx, ST_INVALID, STR("--reason"), "is needed");
}

static void print_kinds(const char *name, uint64_t bits)
{
    (void)printf("%s", name);
    for (unsigned bit = 0; bit < LABEL_BITS; bit++)
        if (bits & LABEL_BIT(bit))
            (void)printf("\t%.*s", STR_ARG(kind_word(bit)));
    (void)printf("\n");
}

static Status print_one(Cx *cx, DbTx *tx, int64_t plan, const Named *named)
{
    LabelOf of;
    TRY(label_of(cx, tx, plan, named->type->num, named->id, &of));
    print_kinds("by_codes", of.own);
    print_kinds("in_all", of.labels);
    (void)printf("reason\t%.*s\n", STR_ARG(of.reason));
    for (Str line; of.given.n && str_split(&of.given, '\n', &line);)
        (void)printf("named\t%.*s\n", STR_ARG(line));
    return ST_OK;
}

Status command_labels(Cx *cx, const Args *args, int *exit_code)
{
    (void)exit_code;
    Env env;
    const Plan *plan;
    Audit *audit;
    DbTx *tx;
    Named named;
    TRY(named_read(cx, args, &named));
    TRY(env_open(cx, args_get(args, STR("-c")), &env));
    TRY(env_plan(cx, &env, args_get(args, STR("--plan")), &plan));
    TRY(env_audit(cx, &env, &audit));
    TRY(audit_append(cx, audit,
                     &(AuditRecord){ .kind = AUDIT_ADMIN,
                                     .plan = plan->num,
                                     .actor = STR("postern labels"),
                                     .resource_type = named.type ? named.type->name : STR(""),
                                     .resource_id = named.type ? named.id : STR(""),
                                     .reason = named.reason }));
    TRY(db_read(cx, env.db, plan->num, &tx));
    Status st = named.type ? print_one(cx, tx, plan->num, &named) : print_report(cx, tx, plan->num);
    if (st == ST_OK && !named.type)
        st = print_survey(cx, tx, plan);
    db_end(tx);
    return st;
}
