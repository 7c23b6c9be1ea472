/* staff_command.h - what the commands of the plan's people share: who does it and why, one word that says what. */
#ifndef APP_STAFF_COMMAND_H
#define APP_STAFF_COMMAND_H

#include "app/args.h"
#include "base/buf.h"
#include "web/staff.h"

typedef struct StaffCall {
    Staff staff;
    const Args *args;
    Str file; /* of a verb that reads one */
    int *exit_code;
} StaffCall;

typedef struct StaffVerb {
    Str verb;
    Status (*run)(Cx *cx, const StaffCall *c);
    bool file; /* one is named after it */
} StaffVerb;

typedef struct StaffCommand {
    Str name;
    const StaffVerb *verbs;
    size_t count;
    const char *one_of; /* what is said when the verb is none of them */
} StaffCommand;

Status staff_command(Cx *cx, const Args *args, const StaffCommand *command, int *exit_code);
Str staff_option(const StaffCall *c, const char *name);
/* "a***@example.com": enough to recognise (PRODUCT, member services). */
Str staff_masked(Cx *cx, Str email);
/* A member of the object that is printed. */
void staff_put(Buf *b, const char *name, Str value);

#endif
