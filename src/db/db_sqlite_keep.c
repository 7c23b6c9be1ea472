#include "base/clock.h"
#include "db/db_sqlite_int.h"

#include <stdlib.h>

#define TURN_MS 20
#define IDLE_MS 1000
#define STILL_TURNS 10u /* without a commit, before snapshots are kept */
/* Once all of the journal is in the file who begins reads the file alone, and a checkpoint that begins the
 * journal anew waits only for those who began before. So each second all snapshots are ended once. */
#define BREATH_TURNS 50u
/* A commit copies the journal into the file once it has so many frames (of 16 kB), as far as the oldest
 * snapshot. With one kept from before each commit it would never copy all, and the journal grow for ever. */
#define MOST_FRAMES 1000u

#define SHM_REGION 32768 /* bytes of the WAL-index's first region: always this */

/* ---- what the newest commit is ---- */

void keep_open(Keep *k, Conn *writer)
{
    sqlite3_file *file = NULL;
    void volatile *header = NULL;
    if (sqlite3_file_control(writer->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) ==
            SQLITE_OK &&
        file && file->pMethods && file->pMethods->iVersion >= 2 &&
        file->pMethods->xShmMap(file, 0, SHM_REGION, 0, &header) == SQLITE_OK)
        k->header = (const _Atomic uint32_t *)header;
}

static Snap snap_now(const Keep *k)
{
    Snap s;
    for (size_t i = 0; i < SNAP_WORDS; i++)
        s.words[i] = atomic_load_explicit(&k->header[i], memory_order_relaxed);
    atomic_thread_fence(memory_order_acquire);
    return s;
}

static bool snap_same(const Snap *a, const Snap *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* ---- a reader's transaction ---- */

void keep_drop(Conn *reader)
{
    if (reader->kept && sqlite_run_once(reader->commit) != SQLITE_OK)
        (void)sqlite_run_once(reader->rollback);
    reader->kept = false;
}

int keep_begin(Keep *k, Conn *reader, TxKind kind)
{
    if (!atomic_load_explicit(&k->wanted, memory_order_relaxed))
        atomic_store_explicit(&k->wanted, true, memory_order_relaxed);
    const bool on = atomic_load_explicit(&k->on, memory_order_relaxed);
    if (on || reader->kept) {
        const Snap now = snap_now(k);
        if (reader->kept && snap_same(&now, &reader->snap)) {
            reader->kept = false;
            return SQLITE_OK;
        }
        if (reader->kept)
            atomic_store_explicit(&k->on, false, memory_order_relaxed);
        reader->snap = now;
    }
    keep_drop(reader);
    return kind == TX_READ || on ? sqlite_run_once(reader->begin) : SQLITE_OK;
}

/* The snapshot was taken after snap was looked at: it is that one if nothing was committed since. */
static bool may_keep(const Keep *k, const Conn *reader)
{
    if (!atomic_load_explicit(&k->on, memory_order_relaxed))
        return false;
    const Snap now = snap_now(k);
    return snap_same(&now, &reader->snap);
}

int keep_end(Keep *k, Conn *reader, bool failed)
{
    if (sqlite3_get_autocommit(reader->handle))
        return SQLITE_OK;
    reader->kept = !failed && may_keep(k, reader);
    return reader->kept ? SQLITE_OK : sqlite_run_once(reader->commit);
}

/* The order of the two matters here and in keep_over: who gives back a reader that keeps either finds held
 * taken, and sets it again, or gave back before idle readers are looked through. */
void keep_note(Keep *k)
{
    if (!atomic_load(&k->held))
        atomic_store(&k->held, true);
}

bool keep_over(Keep *k)
{
    return !atomic_load_explicit(&k->on, memory_order_relaxed) && atomic_exchange(&k->held, false);
}

static bool calm(const Keep *k)
{
    const uint32_t frames = k->seen.words[SNAP_FRAMES];
    const bool copied =
        atomic_load_explicit(&k->header[COPIED_FRAMES], memory_order_relaxed) == frames;
    return k->still >= STILL_TURNS && k->still % BREATH_TURNS != 0 &&
           (copied || frames < MOST_FRAMES);
}

bool keep_turn(Keep *k)
{
    const bool wanted = atomic_exchange_explicit(&k->wanted, false, memory_order_relaxed);
    const Snap now = snap_now(k);
    k->still = snap_same(&now, &k->seen) ? k->still + 1 : 0;
    k->seen = now;
    atomic_store_explicit(&k->on, wanted && calm(k), memory_order_relaxed);
    return wanted;
}

/* ---- the thread ---- */

struct Holder {
    bool (*turn)(void *base);
    void *base;
    pthread_t thread;
    pthread_mutex_t lock; /* of stop */
    pthread_cond_t wake;
    bool stop;
};

static bool wait_or_stop(Holder *h, int64_t ms)
{
    const struct timespec until = clock_deadline(ms);
    (void)pthread_mutex_lock(&h->lock);
    while (!h->stop && clock_cond_wait(&h->wake, &h->lock, &until))
        ;
    const bool stop = h->stop;
    (void)pthread_mutex_unlock(&h->lock);
    return stop;
}

static void *holder_main(void *holder)
{
    Holder *h = holder;
    while (!wait_or_stop(h, h->turn(h->base) ? TURN_MS : IDLE_MS))
        ;
    return NULL;
}

static void holder_free(Holder *h)
{
    (void)pthread_cond_destroy(&h->wake);
    (void)pthread_mutex_destroy(&h->lock);
    free(h);
}

Holder *holder_start(bool (*turn)(void *base), void *base)
{
    Holder *h = db_calloc(sizeof *h);
    h->turn = turn;
    h->base = base;
    (void)pthread_mutex_init(&h->lock, NULL);
    clock_cond_init(&h->wake);
    if (pthread_create(&h->thread, NULL, holder_main, h) == 0)
        return h;
    holder_free(h);
    return NULL;
}

void holder_stop(Holder *h)
{
    if (!h)
        return;
    (void)pthread_mutex_lock(&h->lock);
    h->stop = true;
    (void)pthread_cond_signal(&h->wake);
    (void)pthread_mutex_unlock(&h->lock);
    (void)pthread_join(h->thread, NULL);
    holder_free(h);
}
