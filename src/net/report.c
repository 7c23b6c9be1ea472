/* What comes back for a mail: that it could not be delivered (RFC 3464), or that its reader complains (RFC 5965).
 * Lines are enough, MIME is not taken apart: the parts that count may not be encoded (RFC 2046 s.5.2.1, RFC 3464 s.2.1). */
#include "base/limits.h"
#include "net/net.h"

/* The next line of rest with those that continue it, each of which begins with a blank (RFC 5322 s.2.2.3). */
static bool folded_line(Str *rest, Str *line)
{
    Str more;
    if (!str_split(rest, '\n', line))
        return false;
    while (line->n > 1 && rest->n && (rest->p[0] == ' ' || rest->p[0] == '\t') &&
           str_split(rest, '\n', &more))
        line->n = (size_t)(more.p - line->p) + more.n;
    return true;
}

/* The value when line is the field name (with its colon). */
static bool field_is(Str line, Str name, Str *value)
{
    if (!str_eq_nocase(str_slice(line, 0, name.n), name))
        return false;
    *value = str_trim(str_from(line, name.n));
    return true;
}

static bool says(Str value, Str word)
{
    for (size_t at = 0; at + word.n <= value.n; at++)
        if (str_eq_nocase(str_slice(value, at, at + word.n), word))
            return true;
    return false;
}

/* Reads the message's own header; an answer of a person or of a machine on holiday is no report. */
static bool is_report(Str *rest)
{
    Str line;
    Str type;
    bool report = false;
    while (folded_line(rest, &line) && str_trim(line).n)
        if (field_is(line, STR("Content-Type:"), &type))
            report = says(type, STR("multipart/report")) &&
                     (says(type, STR("delivery-status")) || says(type, STR("feedback-report")));
    return report;
}

/* <ID@domain> */
static Str unique_part(Str value)
{
    const size_t end = str_find(value, '@');
    return value.n && value.p[0] == '<' && end < value.n ? str_slice(value, 1, end) : STR("");
}

Status mail_report(Cx *cx, Str message, MailReport *out)
{
    Str line;
    Str value;
    *out = (MailReport){ .id = STR("") };
    if (!is_report(&message))
        return fail(cx, ST_INVALID, STR("message"),
                    "is no delivery status and no complaint (RFC 3464, RFC 5965)");
    while (folded_line(&message, &line))
        if (field_is(line, STR("Action:"), &value))
            out->lasting = out->lasting || says(value, STR("failed"));
        else if (field_is(line, STR("Feedback-Type:"), &value))
            out->lasting = out->lasting || str_eq_nocase(value, STR("abuse"));
        else if (field_is(line, STR("Message-ID:"), &value)) /* of the mail itself: the last part */
            out->id = unique_part(value);
    if (out->id.n == 0 || out->id.n > LIMIT_ID)
        return fail(cx, ST_INVALID, STR("message"), "does not say of which mail it is");
    return ST_OK;
}
