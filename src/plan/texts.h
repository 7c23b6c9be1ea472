/* texts.h - what a plan says in its own words: texts.ini beside plan.ini, sections [en] and [es], a text a key.
 * Part of plan.h. Which keys there are, and what must stand in their texts, web knows (web/texts.h). */
#ifndef PLAN_TEXTS_H
#define PLAN_TEXTS_H

#include "base/cx.h"

typedef struct PlanText {
    bool spanish;
    Str key;
    Str text;
    int line; /* of the file, the last of the text */
} PlanText;

typedef struct PlanTexts {
    Str path;
    const PlanText *list; /* in the file's order */
    size_t count;
} PlanTexts;

typedef struct Plan Plan;

/* where: plan.ini. ST_INVALID names file and line: another section, no text or too long a one, a hidden
 * character, or what could be HTML; ST_TOO_LONG: over LIMIT_PLAN_TEXTS in all. Most plans have no such file. */
MUST_USE Status plan_texts_read(Cx *cx, Plan *p, Str where);

#endif
