#include "web/related_person.h"

#include "base/buf.h"
#include "oauth/oauth.h"
#include "web/person.h"

#define TYPE STR("RelatedPerson")
#define ROLES "http://terminology.hl7.org/CodeSystem/v3-RoleCode"

Str related_person_of(Cx *cx, const Rq *rq)
{
    const OauthAccess *a = rq->access;
    if (!a || a->self || a->system || a->account.n == 0)
        return STR("");
    return oauth_person(cx, rq->web->keys, rq->plan->num, &(OauthActor){ a->account, a->patient },
                        false);
}

bool related_person_is(Cx *cx, const Rq *rq, Str type, Str id)
{
    if (!rq->access || !rq->access->fhir_user || !str_eq(type, TYPE))
        return false;
    const Str own = related_person_of(cx, rq);
    return own.n && str_eq(str_from(own, TYPE.n + 1), id);
}

static Str role_of(Str basis)
{
    const Str role = mandate_role(basis);
    return role.n ? role : STR("PRN"); /* by the plan's file: a parent */
}

static void put(Buf *b, const char *before, Str value)
{
    buf_put(b, str_of(before));
    buf_json(b, value);
}

Status related_person_json(Cx *cx, Rq *rq, Str *json)
{
    Acting who;
    const OauthAccess *a = rq->access;
    TRY(person_acting(cx, rq, a->account, a->patient, &who));
    Buf *b = buf_new(cx, LIMIT_DOCUMENT);
    put(b, "{\"resourceType\":\"RelatedPerson\",\"id\":",
        str_from(related_person_of(cx, rq), TYPE.n + 1));
    put(b, ",\"active\":true,\"patient\":{\"reference\":",
        arena_join(cx->mem, STR("Patient/"), a->patient, STR_NONE));
    put(b,
        "},\"relationship\":[{\"coding\":[{\"system\":\"" ROLES "\",\"code\":", role_of(who.basis));
    put(b, "}]}],\"name\":[{\"family\":", who.last);
    put(b, ",\"given\":[", who.first);
    buf_put(b, STR("]}]}"));
    *json = buf_str(b);
    return buf_status(cx, b, STR("RelatedPerson"));
}
