/* tmpl_int.h - a template once read: a tree of nodes. */
#ifndef WEB_TMPL_INT_H
#define WEB_TMPL_INT_H

#include "web/tmpl.h"

#define TMPL_DEPTH 16u /* blocks in blocks, partials in partials */
#define TMPL_ARGS 8u   /* of one message */

typedef enum NodeKind {
    NODE_TEXT,
    NODE_INSERT,
    NODE_MESSAGE,
    NODE_IF,
    NODE_EACH,
    NODE_PARTIAL
} NodeKind;

typedef struct NodeArg {
    Str placeholder;
    Str name;
} NodeArg;

typedef struct Node {
    struct Node *next;
    NodeKind kind;
    Str text; /* the words of NODE_TEXT; the name of the rest */
    bool url; /* NODE_INSERT right after href=" and the like */
    const MessageRow *message;
    NodeArg args[TMPL_ARGS];
    size_t arg_count;
    struct Node *body;  /* of a block */
    struct Node *other; /* after {{#else}} */
    size_t partial;     /* index of the template */
} Node;

typedef struct TmplPage {
    Str name;
    Node *nodes;
} TmplPage;

struct Tmpls {
    TmplPage *pages; /* in the sources' order */
    size_t count;
};

#endif
