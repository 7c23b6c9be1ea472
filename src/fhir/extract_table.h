/* extract_table.h - where the values of every search parameter stand in a resource: one tree of
 * element names per type, so that one walk over a resource meets them all. Generated:
 * extract_table.c, from the same definitions as param_table.c. Private to src/fhir. */
#ifndef FHIR_EXTRACT_TABLE_H
#define FHIR_EXTRACT_TABLE_H

#include "base/str.h"

/* What is done with the value that a walk arrives at. */
typedef struct ExtractAct {
    uint16_t param; /* ParamRow.num */
    uint8_t kind;   /* ParamType */
    uint8_t exists; /* 1: there is such a value, unless it is false; 2: at the root, after all else:
                        was there one? (Patient.deceased) */
    uint16_t target; /* TypeRow.num: only references to that type (resolve() is …); 0: any. Of a
                        composite: the node of the tree that its parts stand in */
    uint8_t
        part; /* 1 or 2 of a composite, 0 of none; of a composite itself its number in the type */
} ExtractAct;

/* An element must have the member name with this text: where(system='phone'), extension's url. */
typedef struct ExtractFilter {
    Str name;
    Str value;
} ExtractFilter;

typedef struct ExtractEdge {
    Str name;
    bool choice;     /* name[x]: any member that begins with name and an upper-case letter */
    uint16_t filter; /* index into extract_filters; 0: none */
    uint16_t node;
} ExtractEdge;

typedef struct ExtractNode {
    uint16_t edge_first;
    uint16_t edge_count;
    uint16_t act_first;
    uint16_t act_count;
} ExtractNode;

extern const ExtractNode extract_nodes[];
extern const ExtractEdge extract_edges[];
extern const ExtractAct extract_acts[];
extern const ExtractFilter extract_filters[];
/* Of TypeRow.num: the node to begin at. */
extern const uint16_t extract_roots[];

#endif
