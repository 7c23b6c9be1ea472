#include "tests/unit/app/command_run.h"

#include "app/command.h"

Status command_run(const char *command, Str words)
{
    const Command *row = commands;
    int exit_code = EXIT_OK;
    char *argv[32];
    int n = 0;
    Args args;
    Cx own = { .mem = arena_new(1 << 16), .now_ms = TEST_NOW_MS };
    while (!str_eq(row->name, str_of(command)))
        row++;
    for (Str one; str_split(&words, '|', &one); n++)
        argv[n] = (char *)arena_dup(own.mem, one).p;
    Status st = args_parse(&own, row->args, row->arg_count, argv, n, &args);
    if (st == ST_OK)
        st = row->run(&own, &args, &exit_code);
    arena_free(own.mem);
    return st;
}
