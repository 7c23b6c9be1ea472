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
