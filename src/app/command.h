/* command.h - `postern COMMAND`: one row a command, in commands.c. */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "app/args.h"

#define EXIT_OK 0
#define EXIT_FAILED 1
#define EXIT_USAGE 2
#define EXIT_SOME_REJECTED 3 /* load: what could be stored was (DESIGN 6) */

typedef struct Command {
    Str name;
    Str usage; /* after the name */
    Str summary;
    const ArgRow *args;
    size_t arg_count;
    /* exit_code is EXIT_OK when called; a Status other than ST_OK is printed and exits 1. */
    Status (*run)(Cx *cx, const Args *args, int *exit_code);
} Command;

/* Sorted by name. */
extern const Command commands[];
extern const size_t command_count;

Status command_serve(Cx *cx, const Args *args, int *exit_code);
Status command_keys(Cx *cx, const Args *args, int *exit_code);
Status command_relabel(Cx *cx, const Args *args, int *exit_code);
Status command_labels(Cx *cx, const Args *args, int *exit_code);
Status command_letters(Cx *cx, const Args *args, int *exit_code);
Status command_representative(Cx *cx, const Args *args, int *exit_code);
Status command_member(Cx *cx, const Args *args, int *exit_code);
Status command_bounce(Cx *cx, const Args *args, int *exit_code);
Status command_load(Cx *cx, const Args *args, int *exit_code);
Status command_synth(Cx *cx, const Args *args, int *exit_code);
Status command_app(Cx *cx, const Args *args, int *exit_code);
Status command_explain(Cx *cx, const Args *args, int *exit_code);
Status command_audit(Cx *cx, const Args *args, int *exit_code);
Status command_token(Cx *cx, const Args *args, int *exit_code);
Status command_check_config(Cx *cx, const Args *args, int *exit_code);
Status command_doctor(Cx *cx, const Args *args, int *exit_code);
Status command_version(Cx *cx, const Args *args, int *exit_code);

#define POSTERN_VERSION "0.1.0"

#endif
