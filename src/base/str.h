/* str.h - slices of bytes that somebody else owns. A Str is not NUL-terminated; whoever keeps one
 * beyond the life of its bytes copies it (arena_dup). Positions and lengths are bytes. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Str {
    const char *p;
    size_t n;
} Str;

/* STR in expressions, STR_C in static rows (gcc -Wpedantic refuses compound literals there). */
#define STR(literal) ((Str){ "" literal, sizeof(literal) - 1 })
#define STR_C(literal)                                                                             \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }
#define STR_NONE ((Str){ NULL, 0 })

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

static inline Str str_of(const char *z)
{
    return (Str){ z, z ? strlen(z) : 0 };
}

static inline bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Byte order, a shorter prefix first: the order of every sorted table. */
int str_cmp(Str a, Str b);
bool str_eq_nocase(Str a, Str b); /* ASCII letters only */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
/* Bytes [from, to) of s, both clamped to its length. */
Str str_slice(Str s, size_t from, size_t to);
Str str_from(Str s, size_t from);
/* Position of the first c, or s.n. */
size_t str_find(Str s, char c);
size_t str_rfind(Str s, char c); /* the last c, or s.n */
bool str_contains(Str s, Str part);
/* Whether s is one of list. */
bool str_in(Str s, const Str *list, size_t count);
Str str_trim(Str s); /* spaces, tabs, CR, LF at both ends */
/* Cuts the text before the next sep off rest and sets rest to STR_NONE after the last part. False
 * when rest is STR_NONE: "a,,b" gives three parts, "" one empty part. */
bool str_split(Str *rest, char sep, Str *part);
/* True when every byte of s is one of set's and s is not empty. */
bool str_only(Str s, const char *set);
/* Decimal digits alone, no sign or space; false on overflow or anything else. */
bool str_to_u64(Str s, uint64_t *out);
/* As str_to_u64, with an optional leading minus. */
bool str_to_i64(Str s, int64_t *out);
/* 64-bit hash for tables and search keys (FNV-1a folded; stable for ever, stored on disk).
 * Not for secrets and not for tables an attacker can fill. */
uint64_t str_hash(Str s);
/* Tells bytes that were torn or changed by accident, eight at a time: a tenth of what a keyed hash
 * costs. Whoever wants to finds other bytes with the same sum. The machine's own byte order. */
uint64_t str_sum(Str s);

#endif
