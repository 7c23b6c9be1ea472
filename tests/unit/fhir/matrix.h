/* matrix.h - a member who has one resource of every kind of sensitive data and every type, what tells of it, and
 * what only looks as if it did; and by hand what each has to be labelled with. Nothing here asks spread.c or
 * reach.c. */
#ifndef TESTS_UNIT_FHIR_MATRIX_H
#define TESTS_UNIT_FHIR_MATRIX_H

#include "base/date.h"
#include "fhir/label.h"
#include "tests/unit/fhir/world.h"

#define MATRIX_BATCHES 3u /* of the last are versions that another table makes */

/* One version of a resource. */
typedef struct MatrixVersion {
    const TypeRow *type;
    Str id;
    int64_t version;
    size_t batch;     /* in which it comes */
    const char *text; /* with ' for "; NULL: made by labels that changed, or a deletion */
    bool deleted;
    uint64_t labels; /* when all is loaded */
    DateRange when;
} MatrixVersion;

typedef struct Matrix {
    Cx *cx;
    MatrixVersion *versions;
    size_t count;
    size_t room;
} Matrix;

typedef struct MatrixKind {
    const char *id; /* in ids of resources */
    const char *code;
    const char *mark;    /* as a source says it; with its system when it is not of v3-ActCode */
    const char *perhaps; /* a code that says it beside another alone */
    uint64_t labels;
    uint64_t by_code; /* and these, where the code says it */
} MatrixKind;

extern const MatrixKind matrix_kinds[];
extern const size_t matrix_kind_count;
/* What a grant may share. */
extern const uint64_t matrix_offered[];
extern const size_t matrix_offered_count;

/* Parts of her Patient and RelatedPerson that are left out where gender is not shared, with ' for ". */
extern const char *const matrix_told[];
extern const size_t matrix_told_count;

#define MATRIX_CSV "category,system,code,rule,note\nplan-1,icd-10-cm,M54.5,sure,\n"
#define MATRIX_DAY "2022-03-04"
#define MATRIX_DAY_MS INT64_C(1646352000000)
#define MATRIX_YOUNG "2015-06-01" /* she was fifteen */
#define MATRIX_YOUNG_MS INT64_C(1433116800000)

Matrix *matrix_new(Cx *cx);
/* The same, when all of it was loaded by a table that finds what is sealed alone, and then labelled anew. */
Matrix *matrix_again(const Matrix *m);
/* Types of member data that a resource of may be labelled. */
bool matrix_type(const TypeRow *t);
/* text with %k, %c, %m, %p of the kind. */
const char *matrix_text(Cx *cx, const char *text, const MatrixKind *kind);

#endif
