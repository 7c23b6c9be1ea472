/* command_run.h - a command as somebody types it. */
#ifndef TESTS_UNIT_APP_COMMAND_RUN_H
#define TESTS_UNIT_APP_COMMAND_RUN_H

#include "tests/unit/test.h"

/* words: what follows the command's name, with | between; 32 at most. At TEST_NOW_MS. */
Status command_run(const char *command, Str words);

#endif
