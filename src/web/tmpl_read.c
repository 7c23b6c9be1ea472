/* Templates: from text to nodes. Whatever is not understood stops the start, so that no page is ever
 * half right. */
#include "web/tmpl_int.h"

typedef struct Reader {
    Cx *cx;
    const TmplSource *source;
    const TmplSource *all;
    size_t count;
    size_t at; /* bytes read of source->text */
    unsigned depth;
    Str ended; /* the tag that ended the block being read: "/if", "/each", "#else" */
} Reader;

static Status nodes_read(Reader *r, Node **out);

static Status wrong(const Reader *r, const char *what)
{
    unsigned line = 1;
    for (size_t i = 0; i < r->at && i < r->source->text.n; i++)
        line += r->source->text.p[i] == '\n';
    return failf(r->cx, ST_INTERNAL, STR("template"), "pages/%.*s.html line %u: %s",
                 STR_ARG(r->source->name), line, what);
}

static bool is_name(Str s)
{
    return str_only(s, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

/* True when a value after these bytes is an address: the attribute is written right before it. */
static bool ends_in_address(Str s)
{
    return str_ends(s, STR("href=\"")) || str_ends(s, STR("src=\"")) ||
           str_ends(s, STR("action=\""));
}

static Status arg_read(const Reader *r, Node *n, Str word)
{
    const size_t eq = str_find(word, '=');
    const NodeArg arg = { str_slice(word, 0, eq), str_from(word, eq + 1) };
    if (eq == word.n || !is_name(arg.placeholder) || !is_name(arg.name))
        return wrong(r, "a message argument is placeholder=name");
    if (n->arg_count == TMPL_ARGS || !slot_has(n->message->text[0], arg.placeholder))
        return wrong(r, "the message has no such placeholder");
    n->args[n->arg_count++] = arg;
    return ST_OK;
}

static Status message_args_check(const Reader *r, const Node *n)
{
    Str text = n->message->text[0];
    Str before;
    Str name;
    while (slot_next(&text, &before, &name)) {
        bool given = !name.p;
        for (size_t i = 0; i < n->arg_count; i++)
            given |= str_eq(n->args[i].placeholder, name);
        if (!given)
            return wrong(r, "a placeholder of the message is not given");
    }
    return ST_OK;
}

static Status message_read(const Reader *r, Node *n, Str tag)
{
    Str word;
    (void)str_split(&tag, ' ', &word);
    n->kind = NODE_MESSAGE;
    n->text = word;
    n->message = message_find(word);
    if (!n->message)
        return wrong(r, "no such message in messages.def");
    while (str_split(&tag, ' ', &word))
        if (word.n)
            TRY(arg_read(r, n, word));
    return message_args_check(r, n);
}

static Status partial_read(const Reader *r, Node *n, Str name)
{
    n->kind = NODE_PARTIAL;
    n->text = name;
    for (size_t i = 0; i < r->count; i++) {
        if (str_eq(r->all[i].name, name)) {
            n->partial = i;
            return ST_OK;
        }
    }
    return wrong(r, "no such partial");
}

static Status block_read(Reader *r, Node *n, Str name, NodeKind kind, Str end)
{
    if (!is_name(name))
        return wrong(r, "a block needs a name");
    if (++r->depth > TMPL_DEPTH)
        return wrong(r, "blocks too deep");
    n->kind = kind;
    n->text = name;
    TRY(nodes_read(r, &n->body));
    if (kind == NODE_IF && str_eq(r->ended, STR("#else")))
        TRY(nodes_read(r, &n->other));
    if (!str_eq(r->ended, end))
        return wrong(r, "a block is not closed, or closed by another's end");
    r->depth--;
    return ST_OK;
}

static Status tag_read(Reader *r, Node *n, Str tag, Str before)
{
    if (str_starts(tag, STR("t ")))
        return message_read(r, n, str_trim(str_from(tag, 2)));
    if (str_starts(tag, STR("#if ")))
        return block_read(r, n, str_trim(str_from(tag, 4)), NODE_IF, STR("/if"));
    if (str_starts(tag, STR("#each ")))
        return block_read(r, n, str_trim(str_from(tag, 6)), NODE_EACH, STR("/each"));
    if (str_starts(tag, STR("> ")))
        return partial_read(r, n, str_trim(str_from(tag, 2)));
    if (!is_name(tag))
        return wrong(r, "not a tag");
    n->kind = NODE_INSERT;
    n->text = tag;
    n->url = ends_in_address(before);
    return ST_OK;
}

/* The words before the next {{, and what stands between it and its }}. False at the end of the text. */
static bool next_tag(Reader *r, Str *before, Str *tag, bool *closed)
{
    const Str rest = str_from(r->source->text, r->at);
    size_t open = 0;
    while (open + 1 < rest.n && !(rest.p[open] == '{' && rest.p[open + 1] == '{'))
        open++;
    if (open + 1 >= rest.n) {
        *before = rest;
        r->at = r->source->text.n;
        return false;
    }
    *before = str_slice(rest, 0, open);
    size_t end = open + 2;
    while (end + 1 < rest.n && !(rest.p[end] == '}' && rest.p[end + 1] == '}'))
        end++;
    *closed = end + 1 < rest.n;
    *tag = str_trim(str_slice(rest, open + 2, end));
    r->at += *closed ? end + 2 : rest.n;
    return true;
}

static Node *node_add(Reader *r, Node ***tail, NodeKind kind, Str text)
{
    Node *n = ARENA_NEW(r->cx->mem, Node);
    n->kind = kind;
    n->text = text;
    **tail = n;
    *tail = &n->next;
    return n;
}

static bool ends_block(Str tag)
{
    return str_starts(tag, STR("/")) || str_eq(tag, STR("#else"));
}

static Status nodes_read(Reader *r, Node **out)
{
    Node **tail = out;
    Str before;
    Str tag = STR_NONE;
    bool closed = false;
    r->ended = STR_NONE;
    for (;;) {
        const bool more = next_tag(r, &before, &tag, &closed);
        if (before.n)
            (void)node_add(r, &tail, NODE_TEXT, before);
        if (!more)
            return ST_OK;
        if (!closed)
            return wrong(r, "a tag is not closed");
        if (ends_block(tag)) {
            r->ended = tag;
            return r->depth ? ST_OK : wrong(r, "an end without its block");
        }
        if (str_starts(tag, STR("!")))
            continue;
        TRY(tag_read(r, node_add(r, &tail, NODE_TEXT, STR("")), tag, before));
    }
}

Status tmpls_read(Cx *cx, const TmplSource *sources, size_t count, Tmpls **out)
{
    Tmpls *t = ARENA_NEW(cx->mem, Tmpls);
    t->pages = ARENA_ARRAY(cx->mem, TmplPage, count);
    t->count = count;
    for (size_t i = 0; i < count; i++) {
        Reader r = { .cx = cx, .source = &sources[i], .all = sources, .count = count };
        t->pages[i].name = sources[i].name;
        TRY(nodes_read(&r, &t->pages[i].nodes));
    }
    *out = t;
    return ST_OK;
}
