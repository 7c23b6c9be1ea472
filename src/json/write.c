/* write.c - JSON back to text: a value of a document, and a text for people to read. */
#include "json/json.h"
#include "json/scan.h"

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

static void new_line(Buf *b, unsigned depth)
{
    buf_char(b, '\n');
    while (depth--)
        buf_put(b, INDENT);
}

static bool is_closing(char c)
{
    return c == '}' || c == ']';
}

void json_indent(Buf *b, Str text)
{
    Scan s = scan_begin(text);
    for (Str token; !b->over && scan_token(&s, &token);) {
        const char c = *token.p;
        const bool opens = c == '{' || c == '[';
        if (is_closing(c))
            new_line(b, s.depth);
        buf_put(b, token);
        if (c == ':')
            buf_char(b, ' ');
        else if (opens && is_closing(scan_peek(&s)) && scan_token(&s, &token))
            buf_put(b, token); /* of what is empty */
        else if (opens || c == ',')
            new_line(b, s.depth);
    }
    buf_char(b, '\n');
}
