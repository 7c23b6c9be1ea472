/* main.c - finds the command, reads its arguments, runs it, says how it ended. */
#include "app/command.h"
#include "app/conf.h"
#include "base/clock.h"
#include "base/table.h"

#include <signal.h>
#include <stdio.h>

static void print_options(const Command *c)
{
    for (size_t i = 0; i < c->arg_count; i++) {
        const ArgRow *row = &c->args[i];
        (void)printf("  %.*s %-*.*s %.*s%s\n", STR_ARG(row->name),
                     row->name.n < 14 ? 14 - (int)row->name.n : 0, STR_ARG(row->value),
                     STR_ARG(row->help), row->required ? " (needed)" : "");
    }
}

static void print_command(const Command *c)
{
    (void)printf("postern %.*s %.*s\n\n%.*s\n\n", STR_ARG(c->name), STR_ARG(c->usage),
                 STR_ARG(c->summary));
    print_options(c);
}

static void print_all(Cx *cx)
{
    (void)printf("postern COMMAND [options]\n\n");
    for (size_t i = 0; i < command_count; i++)
        (void)printf("  %-13.*s %.*s\n", STR_ARG(commands[i].name), STR_ARG(commands[i].summary));
    (void)printf("\n`postern COMMAND --help` says more. Keys of the configuration file:\n\n%.*s",
                 STR_ARG(conf_help(cx)));
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (str_eq(str_of(argv[i]), STR("--help")) || str_eq(str_of(argv[i]), STR("-h")))
            return true;
    return false;
}

static int report(const Cx *cx, int exit_code)
{
    (void)fprintf(stderr, "postern: %.*s%s%.*s\n", STR_ARG(cx->fault.where),
                  cx->fault.where.n ? ": " : "", STR_ARG(cx->fault.detail));
    return exit_code;
}

static int run(Cx *cx, const Command *c, int argc, char **argv)
{
    Args args;
    int exit_code = EXIT_OK;
    if (wants_help(argc, argv)) {
        print_command(c);
        return EXIT_OK;
    }
    if (args_parse(cx, c->args, c->arg_count, argv, argc, &args) != ST_OK)
        return report(cx, EXIT_USAGE);
    if (c->run(cx, &args, &exit_code) != ST_OK)
        return report(cx, EXIT_FAILED);
    return exit_code;
}

int main(int argc, char **argv)
{
    (void)signal(SIGPIPE, SIG_IGN);
    Cx cx = { .mem = arena_new(1 << 16), .now_ms = clock_now_ms() };
    const Str name = argc > 1 ? str_of(argv[1]) : STR("--help");
    const Command *c = table_find(commands, command_count, sizeof *commands, name);
    int exit_code = EXIT_OK;
    if (c) {
        exit_code = run(&cx, c, argc - 2, argv + 2);
    } else if (str_eq(name, STR("--help")) || str_eq(name, STR("-h"))) {
        print_all(&cx);
    } else {
        (void)fprintf(stderr, "postern: there is no command %.*s; see postern --help\n",
                      STR_ARG(name));
        exit_code = EXIT_USAGE;
    }
    arena_free(cx.mem);
    return exit_code;
}
