/* pg_wait.h - the answer to what was sent, or an end: libpq's own calls wait for ever for a server that stands
 * still with its connections open. */
#ifndef DB_PG_WAIT_H
#define DB_PG_WAIT_H

#include <libpq-fe.h>
#include <stdint.h>

/* As PQexec answers, of a connection that does not block: the last result, the caller's to clear. sent: what
 * PQsend… returned. After ms the connection is cut, and the result is that of one that was lost. */
PGresult *pg_answer(PGconn *handle, int sent, int64_t ms);

#endif
