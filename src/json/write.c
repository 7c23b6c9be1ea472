/* write.c - JSON back to text: a value of a document, and a text for people to read. */
#include "json/json.h"

static void put_children(Buf *b, const JsonVal *v, bool object)
{
    bool first = true;
    buf_char(b, object ? '{' : '[');
    for (JsonIter it = json_iter(v); json_next(&it); first = false) {
        if (!first)
            buf_char(b, ',');
        if (object) {
            buf_json(b, it.key);
            buf_char(b, ':');
        }
        json_write(b, it.val);
    }
    buf_char(b, object ? '}' : ']');
}

/* Depth is bounded by the parser, so recursion is. */
void json_write(Buf *b, const JsonVal *v)
{
    switch (json_type(v)) {
    case JSON_ABSENT:
    case JSON_NULL: buf_put(b, STR("null")); return;
    case JSON_BOOL: buf_put(b, json_bool(v) ? STR("true") : STR("false")); return;
    case JSON_NUMBER: buf_put(b, json_num(v)); return;
    case JSON_STRING: buf_json(b, json_str(v)); return;
    case JSON_ARRAY: put_children(b, v, false); return;
    case JSON_OBJECT: put_children(b, v, true); return;
    }
}

/* ---- indented ---- */

#define INDENT STR("  ")

static void new_line(Buf *b, size_t depth)
{
    buf_char(b, '\n');
    while (depth--)
        buf_put(b, INDENT);
}

/* How long the string at the front of text is, quotes included. */
static size_t string_length(Str text)
{
    for (size_t i = 1; i < text.n; i++) {
        if (text.p[i] == '\\')
            i++;
        else if (text.p[i] == '"')
            return i + 1;
    }
    return text.n;
}

static Str skip_space(Str text)
{
    while (text.n > 0 && (text.p[0] == ' ' || (text.p[0] >= '\t' && text.p[0] <= '\r')))
        text = str_from(text, 1);
    return text;
}

void json_indent(Buf *b, Str text)
{
    size_t depth = 0;
    for (Str rest = skip_space(text); rest.n > 0 && !b->over; rest = skip_space(rest)) {
        const char c = rest.p[0];
        const size_t n = c == '"' ? string_length(rest) : 1;
        const bool closes = c == '}' || c == ']';
        if (closes && depth > 0)
            new_line(b, --depth);
        buf_put(b, str_slice(rest, 0, n));
        rest = skip_space(str_from(rest, n));
        if (c == ':') {
            buf_char(b, ' ');
        } else if (c == ',') {
            new_line(b, depth);
        } else if (c == '{' || c == '[') {
            if (rest.n > 0 && (rest.p[0] == '}' || rest.p[0] == ']')) {
                buf_char(b, rest.p[0]);
                rest = str_from(rest, 1);
            } else {
                new_line(b, ++depth);
            }
        }
    }
    buf_char(b, '\n');
}
