/* Addresses that mail is sent to (AUTHORIZATION M12). Strict: what is refused here never reaches a
 * mailer. A domain beyond ASCII must be given in its A-label form (xn--…). */
#include "member/member_int.h"

#define LOCAL_CHARS "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-."
#define LABEL_CHARS "abcdefghijklmnopqrstuvwxyz0123456789-"
#define LIMIT_LABEL 63u

/* RFC 5321 s.4.1.2 Dot-string; quoted local parts are refused. */
static bool local_ok(Str s)
{
    return s.n <= LIMIT_EMAIL_LOCAL && str_only(s, LOCAL_CHARS) && s.p[0] != '.' &&
           s.p[s.n - 1] != '.' && !str_contains(s, STR(".."));
}

static bool label_ok(Str s)
{
    return s.n <= LIMIT_LABEL && str_only(s, LABEL_CHARS) && s.p[0] != '-' && s.p[s.n - 1] != '-';
}

static bool domain_ok(Str s)
{
    Str label = STR_NONE;
    size_t labels = 0;
    while (str_split(&s, '.', &label)) {
        if (!label_ok(label))
            return false;
        labels++;
    }
    return labels >= 2 && !str_only(label, "0123456789");
}

Status email_canonical(Cx *cx, Str typed, Str *out)
{
    const Str s = arena_lower(cx->mem, str_trim(typed));
    const size_t at = str_rfind(s, '@');
    if (s.n > LIMIT_EMAIL || at == s.n || !local_ok(str_slice(s, 0, at)) ||
        !domain_ok(str_from(s, at + 1)))
        return fail(cx, ST_INVALID, STR("email"), "not an e-mail address that can be used");
    *out = s;
    return ST_OK;
}
