#include "base/slot.h"

bool slot_next(Str *text, Str *before, Str *name)
{
    if (!text->p)
        return false;
    const size_t open = str_find(*text, '{');
    const Str tail = str_from(*text, open + 1);
    const size_t close = str_find(tail, '}');
    if (open == text->n || close == tail.n) {
        *before = *text;
        *name = STR_NONE;
        *text = STR_NONE;
        return true;
    }
    *before = str_slice(*text, 0, open);
    *name = str_slice(tail, 0, close);
    *text = str_from(tail, close + 1);
    return true;
}

bool slot_has(Str text, Str placeholder)
{
    Str before, name;
    while (slot_next(&text, &before, &name))
        if (name.p && str_eq(name, placeholder))
            return true;
    return false;
}

Str slot_lacking(Str text, Str other)
{
    Str before, name;
    while (slot_next(&text, &before, &name))
        if (name.p && !slot_has(other, name))
            return name;
    return STR_NONE;
}

bool slot_has_brace(Str text)
{
    Str before, name;
    while (slot_next(&text, &before, &name))
        if (str_find(before, '{') < before.n || str_find(before, '}') < before.n)
            return true;
    return false;
}
