/* data_table.h - the words of data.c. */
#ifndef TESTS_WALL_DATA_TABLE_H
#define TESTS_WALL_DATA_TABLE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Template {
    const char *type; /* NULL: the end */
    unsigned count;   /* of each side */
    bool of_plan;
    const char *text;
} Template;
extern const Template wall_templates[];

#define CODES 4u
typedef struct CodeList {
    const char *name; /* NULL: the end */
    const char *system;
    const char *codes[CODES];
} CodeList;
extern const CodeList wall_codes[];

#endif
