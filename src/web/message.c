#include "web/message.h"

#include "base/table.h"

// clang-format off
const MessageRow message_rows[] = {
#define MESSAGE(key_, en_, es_) { STR_C(key_), { STR_C(en_), STR_C(es_) } },
#include "web/messages.def"
#undef MESSAGE
};
// clang-format on

const size_t message_rows_n = sizeof message_rows / sizeof *message_rows;

const MessageRow *message_find(Str key)
{
    return TABLE_FIND(message_rows, key);
}

Str message_text(const MessageRow *row, MessageWords words)
{
    const Str own = words.own ? words.own[row - message_rows] : STR_NONE;
    return own.p ? own : row->text[words.lang];
}

bool message_next(Str *text, Str *before, Str *name)
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
