/* db_sqlite_typical.c - what SQLite is told of every index, once, when the schema is made: that one plan has
 * nearly all rows. Without it SQLite guesses that any first column finds ten rows, so that to walk a whole
 * plan in the right order seems as good as to find a member. Never counted by ANALYZE: the ways that statements
 * take are the same in an empty store and in a large one, and a flow run looks at all of them
 * (tests/flow/ways.c).
 *
 * An index finds by its first columns as many rows as by the narrowest of them: all of a plan; a hundred
 * thousand of what has few values; a thousand of one time, of which 0 is the most common; ten of
 * anything else; by a whole unique index one (sqlite.org/fileformat2.html#stat1tab). Ten million in all: more than
 * the million that SQLite expects of a WITH, or it reads the whole plan to make a Bloom filter for its join. */
#include "db/db_sqlite_int.h"

/* The first statement makes the table when it is not there; the last has the connection read it. */
const char sqlite_typical[] =
    "ANALYZE sqlite_schema;"
    "DELETE FROM sqlite_stat1;"
    "INSERT INTO sqlite_stat1 (tbl, idx, stat)"
    " SELECT t.name, i.name, '10000000 ' ||"
    "  (SELECT group_concat(CASE WHEN i.\"unique\" AND c.seqno ="
    "    (SELECT max(seqno) FROM pragma_index_info(i.name)) THEN 1 ELSE"
    "    (SELECT min(CASE WHEN p.name = 'plan' THEN 10000000"
    "      WHEN p.name IN ('client_id', 'param', 'state', 'type', 'unasked', 'waits_type')"
    "      THEN 100000 WHEN p.name LIKE '%\\_ms' ESCAPE '\\' THEN 1000 ELSE 10 END)"
    "     FROM pragma_index_info(i.name) p WHERE p.seqno <= c.seqno) END, ' ')"
    "   FROM pragma_index_info(i.name) c)"
    " FROM sqlite_schema t, pragma_index_list(t.name) i"
    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\';"
    "ANALYZE sqlite_schema;";
