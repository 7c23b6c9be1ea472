/* draw_int.h - a request being drawn: its parts (draw_param.c), its shape (draw.c). */
#ifndef TESTS_WALL_DRAW_INT_H
#define TESTS_WALL_DRAW_INT_H

#include "base/buf.h"
#include "fhir/param_table.h"
#include "fhir/type_table.h"
#include "tests/wall/wall.h"

#define TARGET_BYTES (15u << 10) /* http/ takes a little more, and this is past it */

typedef struct Draw {
    Cx *cx;
    Rng *r;
    const Data *data;
    Ask *ask;
    Str type;  /* as asked for */
    size_t at; /* its place in data->types; type_count: not there */
    Buf *params;
    size_t param_count;
} Draw;

Str draw_one_of(Rng *r, const char *const *list, size_t n);
void draw_header(Draw *d, Str name, Str value);
Side draw_other(Side side);
void draw_type_set(Draw *d, Str type);
void draw_type(Draw *d);
Str draw_bad_value(Draw *d);
Str draw_name(Draw *d);
Str draw_id_part(Str name);
void draw_param(Draw *d, Str name, Str value);
void draw_term(Draw *d);
void draw_include(Draw *d);
void draw_sort(Draw *d);
void draw_patient(Draw *d);
void draw_result(Draw *d);
void draw_params(Draw *d);
#define ONE_OF(r, list) draw_one_of((r), (list), sizeof(list) / sizeof *(list))

#endif
