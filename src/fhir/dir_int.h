/* dir_int.h - what dir_term.c and dir_find.c have in common: a term's rows in fhir_dir_key. */
#ifndef FHIR_DIR_INT_H
#define FHIR_DIR_INT_H

#include "fhir/search_int.h"

#define DIR_SET_ONCE 64u  /* references of a chain's set that one statement asks for */
#define DIR_VALUES 16u    /* by which a range is replaced */
#define DIR_AT_ONCE 4096u /* rows of one statement */

/* Its rows come in the order of their values, not of ids. */
bool dir_is_range(const DirTerm *t);
/* Those of the term's parameter, and of them those of the range. */
void dir_where_param(Sql *q, const DirWalk *w, const DirTerm *t);
void dir_where_range(Sql *q, const DirRange *range);

#endif
