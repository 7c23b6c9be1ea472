#include "plan/plan.h"

#include "base/ini.h"
#include "base/limits.h"
#include "base/table.h"
#include "base/text.h"
#include "base/zone.h"

#include <dirent.h>
#include <stdlib.h>

#define PLAN_MAX 1000u
#define PLAN_ID_MAX 32u

struct Plans {
    Plan *plans; /* sorted by id */
    size_t count;
};

/* A key of plan.ini: where its value goes and how it is read. */
typedef Status (*PlanSet)(Cx *cx, Plan *plan, Str value, Str where);

typedef struct PlanKey {
    Str key;
    PlanSet set;
} PlanKey;

static Status set_name(Cx *cx, Plan *p, Str v, Str where)
{
    if (v.n == 0 || v.n > 100 || text_has_hidden(v))
        return fail(cx, ST_INVALID, where, "a name of 1 to 100 bytes of visible UTF-8 on one line");
    p->name = v;
    return ST_OK;
}

static Status read_bool(Cx *cx, Str v, Str where, bool *out)
{
    *out = str_eq(v, STR("yes"));
    if (!*out && !str_eq(v, STR("no")))
        return fail(cx, ST_INVALID, where, "yes or no");
    return ST_OK;
}

static Status set_sandbox(Cx *cx, Plan *p, Str v, Str where)
{
    return read_bool(cx, v, where, &p->sandbox);
}

static Status set_ended_coverage(Cx *cx, Plan *p, Str v, Str where)
{
    p->stops_uncovered = str_eq(v, STR("stop"));
    if (!p->stops_uncovered && !str_eq(v, STR("keep")))
        return fail(cx, ST_INVALID, where, "keep or stop");
    return ST_OK;
}

static Status set_languages(Cx *cx, Plan *p, Str v, Str where)
{
    p->spanish = str_eq(v, STR("en es"));
    if (!p->spanish && !str_eq(v, STR("en")))
        return fail(cx, ST_INVALID, where, "\"en\" or \"en es\"");
    return ST_OK;
}

typedef struct PlanWord {
    Str word;
    unsigned bit;
} PlanWord;

/* Words between spaces or line ends; *bits stays when one is unknown. */
static bool read_words(Cx *cx, const PlanWord *rows, size_t count, Str v, unsigned *bits)
{
    char *words = (char *)(uintptr_t)arena_dup(cx->mem, v).p;
    for (size_t i = 0; i < v.n; i++)
        words[i] = words[i] == '\n' ? ' ' : words[i]; /* the list goes on in an indented line */
    Str rest = { words, v.n };
    Str word;
    unsigned found = 0;
    while (str_split(&rest, ' ', &word)) {
        size_t i = 0;
        if (word.n == 0)
            continue;
        while (i < count && !str_eq(rows[i].word, word))
            i++;
        if (i == count)
            return false;
        found |= rows[i].bit;
    }
    *bits = found;
    return true;
}

static const PlanWord match_rows[] = {
    { STR_C("birth_date"), PLAN_MATCH_BIRTH_DATE },
    { STR_C("first"), PLAN_MATCH_FIRST },
    { STR_C("last"), PLAN_MATCH_LAST },
    { STR_C("member_id"), PLAN_MATCH_MEMBER_ID },
    { STR_C("zip"), PLAN_MATCH_ZIP },
};

static Status set_match(Cx *cx, Plan *p, Str v, Str where)
{
    unsigned bits;
    if (!read_words(cx, match_rows, TABLE_COUNT(match_rows), v, &bits))
        return fail(cx, ST_INVALID, where, "words of: first last birth_date member_id zip");
    if (!(bits & PLAN_MATCH_BIRTH_DATE) || !(bits & PLAN_MATCH_MEMBER_ID))
        return fail(cx, ST_INVALID, where, "needs at least member_id and birth_date");
    p->match = bits;
    return ST_OK;
}

static const PlanWord public_rows[] = {
    { STR_C("directory"), PLAN_PUBLIC_DIRECTORY },
    { STR_C("formulary"), PLAN_PUBLIC_FORMULARY },
};

static Status set_public(Cx *cx, Plan *p, Str v, Str where)
{
    return read_words(cx, public_rows, TABLE_COUNT(public_rows), v, &p->open)
               ? ST_OK
               : fail(cx, ST_INVALID, where, "words of: directory formulary");
}

static const PlanWord reason_rows[] = {
    { STR_C("coverage_ended"), PLAN_REASON_COVERAGE_ENDED },
    { STR_C("not_covered"), PLAN_REASON_NOT_COVERED },
    { STR_C("too_new"), PLAN_REASON_TOO_NEW },
};

static Status set_reasons(Cx *cx, Plan *p, Str v, Str where)
{
    return read_words(cx, reason_rows, TABLE_COUNT(reason_rows), v, &p->reasons)
               ? ST_OK
               : fail(cx, ST_INVALID, where, "words of: coverage_ended not_covered too_new");
}

static Status set_confirm(Cx *cx, Plan *p, Str v, Str where)
{
    static const Str words[] = { [PLAN_CONFIRM_OFF] = STR_C("off"),
                                 [PLAN_CONFIRM_WHEN_AVAILABLE] = STR_C("when_available"),
                                 [PLAN_CONFIRM_REQUIRED] = STR_C("required") };
    for (size_t i = 0; i < TABLE_COUNT(words); i++)
        if (str_eq(words[i], v)) {
            p->confirm = (PlanConfirm)i;
            return ST_OK;
        }
    return fail(cx, ST_INVALID, where, "off, when_available or required");
}

static Status set_outside_rule(Cx *cx, Plan *p, Str v, Str where)
{
    Str *list = ARENA_ARRAY(cx->mem, Str, LIMIT_BRAND_LIST);
    p->outside = list;
    for (Str line; str_split(&v, '\n', &line);) {
        const Str product = str_trim(line);
        if (!product.n || product.n > LIMIT_PRODUCT || text_has_hidden(product) ||
            p->outside_count == LIMIT_BRAND_LIST)
            return failf(cx, ST_INVALID, where, "1 to %u bytes a line, %u lines at most",
                         LIMIT_PRODUCT, LIMIT_BRAND_LIST);
        list[p->outside_count++] = product;
    }
    return ST_OK;
}

/* Visible ASCII around one @: nothing that could end a header of a mail. */
static bool is_email(Str v)
{
    const size_t at = str_find(v, '@');
    for (size_t i = 0; i < v.n; i++)
        if (v.p[i] <= ' ' || v.p[i] > '~' || strchr("<>,;:\"\\", v.p[i]))
            return false;
    return v.n <= LIMIT_EMAIL && at > 0 && at + 1 < v.n && at == str_rfind(v, '@');
}

static Status set_email(Cx *cx, Plan *p, Str v, Str where)
{
    if (!is_email(v))
        return fail(cx, ST_INVALID, where, "an e-mail address");
    p->services_email = v;
    return ST_OK;
}

static Status set_from(Cx *cx, Plan *p, Str v, Str where)
{
    if (!is_email(v))
        return fail(cx, ST_INVALID, where, "an e-mail address");
    p->mail_from = v;
    return ST_OK;
}

/* A FHIR id. */
static Status set_organization(Cx *cx, Plan *p, Str v, Str where)
{
    if (v.n > LIMIT_ID || !str_only(v, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-."))
        return fail(cx, ST_INVALID, where, "the id of an Organization");
    p->organization = v;
    return ST_OK;
}

static Status set_phone(Cx *cx, Plan *p, Str v, Str where)
{
    if (!str_only(v, "0123456789 +-().") || v.n > 40)
        return fail(cx, ST_INVALID, where, "a telephone number");
    p->services_phone = v;
    return ST_OK;
}

/* RFC 3986 s.2: what may stand in an address at all. */
static const char url_set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                              "-._~:/?#[]@!$&'()*+,;=%";

bool plan_url_valid(Str url)
{
    const Str rest = str_from(url, 8);
    return str_starts(url, STR("https://")) && rest.n > 0 && url.n <= LIMIT_REDIRECT_URI &&
           str_only(rest, url_set);
}

static Status set_url(Cx *cx, Plan *p, Str v, Str where)
{
    if (!plan_url_valid(v))
        return fail(cx, ST_INVALID, where, "an https:// address");
    p->services_url = v;
    return ST_OK;
}

static Status set_sharing_default(Cx *cx, Plan *p, Str v, Str where)
{
    return plan_sharing_find(v, &p->sharing_default)
               ? ST_OK
               : fail(cx, ST_INVALID, where, "once, 3_months, 12_months or until_stopped");
}

/* Never "once": an app that asks for offline access could not be given it (T28). */
static Status set_sharing_max(Cx *cx, Plan *p, Str v, Str where)
{
    return plan_sharing_find(v, &p->sharing_max) && p->sharing_max != PLAN_SHARING_ONCE
               ? ST_OK
               : fail(cx, ST_INVALID, where, "3_months, 12_months or until_stopped");
}

static Status read_number(Cx *cx, Str v, Str where, int64_t min, int64_t max, int64_t *out)
{
    uint64_t n;
    if (!str_to_u64(v, &n) || n < (uint64_t)min || n > (uint64_t)max)
        return failf(cx, ST_INVALID, where, "a number from %lld to %lld", (long long)min,
                     (long long)max);
    *out = (int64_t)n;
    return ST_OK;
}

static Status set_access_minutes(Cx *cx, Plan *p, Str v, Str where)
{
    return read_number(cx, v, where, 5, 60, &p->access_minutes); /* SMART: an hour at most */
}

static Status set_time_zone(Cx *cx, Plan *p, Str v, Str where)
{
    p->zone = zone_find(v);
    return p->zone ? ST_OK : failf(cx, ST_INVALID, where, "one of: %.*s", STR_ARG(zone_names(cx)));
}

static Status set_new_days(Cx *cx, Plan *p, Str v, Str where)
{
    return read_number(cx, v, where, 0, 30, &p->new_days);
}

static Status set_refresh_days(Cx *cx, Plan *p, Str v, Str where)
{
    return read_number(cx, v, where, 90, 3650, &p->refresh_days); /* T28: three months at least */
}

// clang-format off
static const PlanKey plan_keys[] = {
    { STR_C("access_minutes"),     set_access_minutes           },
    { STR_C("aliases"),            brand_set_aliases            },
    { STR_C("category_1"),         sensitive_set_kind_1         },
    { STR_C("category_2"),         sensitive_set_kind_2         },
    { STR_C("category_3"),         sensitive_set_kind_3         },
    { STR_C("category_4"),         sensitive_set_kind_4         },
    { STR_C("category_5"),         sensitive_set_kind_5         },
    { STR_C("category_6"),         sensitive_set_kind_6         },
    { STR_C("category_7"),         sensitive_set_kind_7         },
    { STR_C("category_8"),         sensitive_set_kind_8         },
    { STR_C("color"),              brand_set_color              },
    { STR_C("confirm_on_file"),    set_confirm                  },
    { STR_C("developers_url"),     brand_set_developers         },
    { STR_C("ended_coverage"),     set_ended_coverage           },
    { STR_C("head_color"),         brand_set_head_color         },
    { STR_C("head_text_color"),    brand_set_head_text_color    },
    { STR_C("identifiers"),        brand_set_identifiers        },
    { STR_C("languages"),          set_languages                },
    { STR_C("listed"),             brand_set_listed             },
    { STR_C("logo"),               brand_set_logo               },
    { STR_C("logo_license"),       brand_set_license            },
    { STR_C("mail_from"),          set_from                     },
    { STR_C("match"),              set_match                    },
    { STR_C("name"),               set_name                     },
    { STR_C("new_member_days"),    set_new_days                 },
    { STR_C("organization"),       set_organization             },
    { STR_C("outside_rule"),       set_outside_rule             },
    { STR_C("part2"),              sensitive_set_part2          },
    { STR_C("portal_description"), brand_set_portal_description },
    { STR_C("portal_name"),        brand_set_portal_name        },
    { STR_C("portal_url"),         brand_set_portal_url         },
    { STR_C("public"),             set_public                   },
    { STR_C("reasons"),            set_reasons                  },
    { STR_C("refresh_days"),       set_refresh_days             },
    { STR_C("sandbox"),            set_sandbox                  },
    { STR_C("sensitive"),          sensitive_set_words          },
    { STR_C("services_email"),     set_email                    },
    { STR_C("services_phone"),     set_phone                    },
    { STR_C("services_url"),       set_url                      },
    { STR_C("sharing_default"),    set_sharing_default          },
    { STR_C("sharing_max"),        set_sharing_max              },
    { STR_C("states"),             brand_set_states             },
    { STR_C("time_zone"),          set_time_zone                },
    { STR_C("uncoded"),            sensitive_set_uncoded        },
    { STR_C("unnamed_drugs"),      sensitive_set_unnamed        },
    { STR_C("website"),            brand_set_website            },
    { STR_C("zips"),               brand_set_zips               },
};
// clang-format on

static bool id_valid(Str id)
{
    static const Str reserved[] = { STR_C("brands"), STR_C("console"), STR_C("developers"),
                                    STR_C("static") };
    if (id.n > PLAN_ID_MAX || !str_only(id, "abcdefghijklmnopqrstuvwxyz0123456789-"))
        return false;
    for (size_t i = 0; i < TABLE_COUNT(reserved); i++)
        if (str_eq(id, reserved[i]))
            return false;
    return true;
}

/* A reason that never arises was meant to be another setting. */
static Status reasons_check(Cx *cx, const Plan *p, Str path)
{
    const unsigned arise = (p->stops_uncovered ? PLAN_REASON_COVERAGE_ENDED : 0) |
                           (p->outside_count ? PLAN_REASON_NOT_COVERED : 0) |
                           (p->new_days ? PLAN_REASON_TOO_NEW : 0);
    return p->reasons & ~arise
               ? fail(cx, ST_INVALID, path,
                      "reasons: coverage_ended needs ended_coverage = stop, not_covered needs"
                      " outside_rule, too_new needs new_member_days")
               : ST_OK;
}

static Status read_plan(Cx *cx, Str dir, Str id, Str base_url, Plan *p)
{
    Ini ini;
    const Str path = arena_printf(cx->mem, "%.*s/%.*s/plan.ini", STR_ARG(dir), STR_ARG(id));
    if (!id_valid(id))
        return failf(cx, ST_INVALID, path,
                     "a plan's folder is named [a-z0-9-]{1,32}, not reserved");
    *p = (Plan){ .id = arena_dup(cx->mem, id),
                 .match = PLAN_MATCH_FIRST | PLAN_MATCH_LAST | PLAN_MATCH_BIRTH_DATE |
                          PLAN_MATCH_MEMBER_ID | PLAN_MATCH_ZIP,
                 .spanish = true,
                 .sharing_default = PLAN_SHARING_UNTIL_STOPPED,
                 .sharing_max = PLAN_SHARING_UNTIL_STOPPED,
                 .access_minutes = 60,
                 .refresh_days = 100,
                 .brand.color = STR("#0b5cad"),
                 .brand.head_color = STR("#ffffff"),
                 .brand.head_text_color = STR("#1b2430") };
    TRY(ini_read(cx, path, &ini));
    /* Members must not find invented ones in their app: a sandbox is listed when it says so. */
    p->brand.listed = !str_eq(ini_get(&ini, STR(""), STR("sandbox")), STR("yes"));
    for (size_t i = 0; i < ini.count; i++) {
        const IniRow *row = &ini.rows[i];
        const PlanKey *key = TABLE_FIND(plan_keys, row->key);
        if (!key || row->section.n)
            return failf(cx, ST_INVALID, path, "line %d: there is no key %.*s", row->line,
                         STR_ARG(row->key));
        const Status st = key->set(cx, p, row->value, path);
        if (st != ST_OK)
            return failf(cx, st, path, "line %d: %.*s must be %.*s", row->line, STR_ARG(row->key),
                         STR_ARG(cx->fault.detail));
        p->sum = p->sum * 31 + str_sum(row->key) * 31 + str_sum(row->value);
    }
    if (p->name.n == 0)
        return failf(cx, ST_INVALID, path, "the key name is missing");
    TRY(brand_colors_check(cx, p, path));
    TRY(sensitive_read_csv(cx, p, path));
    TRY(plan_texts_read(cx, p, path));
    TRY(reasons_check(cx, p, path));
    if (p->sharing_default > p->sharing_max) {
        if (ini_get(&ini, STR(""), STR("sharing_default")).n)
            return failf(cx, ST_INVALID, path, "sharing_default is longer than sharing_max");
        p->sharing_default = p->sharing_max;
    }
    p->issuer = arena_join(cx->mem, base_url, STR("/"), p->id);
    p->fhir_base = arena_join(cx->mem, p->issuer, STR("/fhir"), STR(""));
    return ST_OK;
}

static void dir_close(void *d)
{
    (void)closedir(d);
}

static int by_id(const void *a, const void *b)
{
    return str_cmp(((const Plan *)a)->id, ((const Plan *)b)->id);
}

Status plans_read(Cx *cx, Str dir, Str base_url, Plans **out)
{
    DIR *d = opendir(arena_dup(cx->mem, dir).p);
    if (!d)
        return failf(cx, ST_NOT_FOUND, dir, "cannot open the folder of the plans");
    arena_defer(cx->mem, dir_close, d);
    Plans *plans = ARENA_NEW(cx->mem, Plans);
    plans->plans = ARENA_ARRAY(cx->mem, Plan, PLAN_MAX);
    const struct dirent *entry;
    while ((entry = readdir(d)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        if (plans->count == PLAN_MAX)
            return failf(cx, ST_INVALID, dir, "more than %u plans", PLAN_MAX);
        TRY(read_plan(cx, dir, str_of(entry->d_name), base_url, &plans->plans[plans->count]));
        plans->count++;
    }
    if (plans->count == 0)
        return failf(cx, ST_INVALID, dir, "holds no plan: one folder a plan, with a plan.ini");
    qsort(plans->plans, plans->count, sizeof *plans->plans, by_id);
    *out = plans;
    return ST_OK;
}

static Status number_find(Cx *cx, DbTx *tx, Plan *p)
{
    DbRows *row;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT num FROM plan_plan WHERE id = ");
    sql_bind_str(q, p->id);
    TRY(db_one(cx, tx, q, p->id, &row));
    p->num = db_i64(row, 0);
    return ST_OK;
}

/* Does nothing when id has a number, or when another node gave the next one away meanwhile. */
static Status number_take(Cx *cx, DbTx *tx, Str id)
{
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO plan_plan (num, id) SELECT 1 + COALESCE(MAX(num), 0), ");
    sql_bind_str(q, id);
    sql_text(q, " FROM plan_plan WHERE 1 = 1 ON CONFLICT DO NOTHING");
    return db_exec(cx, tx, q, NULL);
}

static Status number_one(Cx *cx, DbTx *tx, Plan *p)
{
    Status st = number_find(cx, tx, p);
    for (unsigned tries = 0; tries < PLAN_MAX && forgive(cx, st, ST_NOT_FOUND); tries++) {
        TRY(number_take(cx, tx, p->id));
        st = number_find(cx, tx, p);
    }
    return st;
}

Status plans_number(Cx *cx, DbTx *tx, Plans *plans)
{
    for (size_t i = 0; i < plans->count; i++)
        TRY(number_one(cx, tx, &plans->plans[i]));
    return ST_OK;
}

const Plan *plans_find(const Plans *p, Str id)
{
    return table_find(p->plans, p->count, sizeof *p->plans, id);
}

size_t plans_count(const Plans *p)
{
    return p->count;
}

const Plan *plans_at(const Plans *p, size_t i)
{
    return &p->plans[i];
}
