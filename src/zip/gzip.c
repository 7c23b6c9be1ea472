#include "zip/gzip_int.h"
#include "zip/zip.h"

#include <assert.h>
#include <isa-l/igzip_lib.h>

/* Level 1 with room for 16 Ki tokens a block: a page of 50 resources is one block. */
#define LEVEL 1
#define LEVEL_BYTES ISAL_DEF_LVL1_SMALL
/* Gzip header and trailer, and ISA-L's margin. */
#define FRAME_BYTES 64u
/* A stored block holds at most 64 KiB - 1 and costs 5 bytes: what cannot shrink grows by that. */
#define STORED_BYTES 65535u

typedef struct Packer {
    struct isal_zstream stream;
    struct isal_hufftables reply_codes;
    bool has_reply_codes;
    _Alignas(64) uint8_t level[LEVEL_BYTES];
} Packer;

/* 150 KB that each call fills anew: from an arena its fresh pages would cost more than the
 * compression (25 us for 48 KB). */
static _Thread_local Packer packer;

static size_t packed_max(size_t n)
{
    return n + (n / STORED_BYTES + 1) * 5 + FRAME_BYTES;
}

/* The stream's level and codes are set. */
static Str pack(Cx *cx, struct isal_zstream *z, Str bytes)
{
    const size_t room = packed_max(bytes.n);
    assert(room <= UINT32_MAX); /* LIMIT_BUNDLE is far below */
    char *out = arena_alloc_raw(cx->mem, room);
    z->gzip_flag = IGZIP_GZIP;
    z->end_of_stream = 1;
    z->flush = NO_FLUSH;
    z->next_in = (uint8_t *)(uintptr_t)(bytes.n ? bytes.p : "");
    z->avail_in = (uint32_t)bytes.n;
    z->next_out = (uint8_t *)out;
    z->avail_out = (uint32_t)room;
    const int rc = isal_deflate_stateless(z);
    assert(rc == COMP_OK); /* the room is enough for stored blocks, the settings are constant */
    (void)rc;
    return (Str){ out, z->total_out };
}

Str gzip_pack(Cx *cx, Str bytes)
{
    struct isal_zstream *z = &packer.stream;
    isal_deflate_stateless_init(z);
    z->level = LEVEL;
    z->level_buf = packer.level;
    z->level_buf_size = LEVEL_BYTES;
    return pack(cx, z, bytes);
}

/* 50 us, once a thread. */
static struct isal_hufftables *reply_codes(void)
{
    struct isal_huff_histogram h = { .lit_len_histogram = { 0 } };
    if (!packer.has_reply_codes) {
        for (size_t i = 0; i < sizeof gzip_lit_len / sizeof *gzip_lit_len; i++)
            h.lit_len_histogram[i] = gzip_lit_len[i];
        for (size_t i = 0; i < sizeof gzip_dist / sizeof *gzip_dist; i++)
            h.dist_histogram[i] = gzip_dist[i];
        const int rc = isal_create_hufftables(&packer.reply_codes, &h);
        assert(rc == 0); /* the counts are constant */
        (void)rc;
        packer.has_reply_codes = true;
    }
    return &packer.reply_codes;
}

Str gzip_reply(Cx *cx, Str bytes)
{
    struct isal_zstream *z = &packer.stream;
    isal_deflate_stateless_init(z);
    z->hufftables = reply_codes();
    return pack(cx, z, bytes);
}

struct Gunzip {
    struct inflate_state state;
    bool started; /* a member is open, or has been read to its end */
    bool broken;
};

Gunzip *gunzip_new(Cx *cx)
{
    Gunzip *g = arena_alloc_raw(cx->mem, sizeof *g);
    isal_inflate_init(&g->state);
    g->state.crc_flag = ISAL_GZIP; /* header read, CRC and length checked */
    g->started = false;
    g->broken = false;
    return g;
}

static bool at_end(const Gunzip *g)
{
    return g->started && g->state.block_state == ISAL_BLOCK_FINISH;
}

static Status damaged(Cx *cx, Gunzip *g, int rc)
{
    g->broken = true;
    if (rc == ISAL_INVALID_WRAPPER || rc == ISAL_UNSUPPORTED_METHOD)
        return fail(cx, ST_STRUCTURE, STR("gzip"), "is not gzip");
    if (rc == ISAL_INCORRECT_CHECKSUM)
        return fail(cx, ST_STRUCTURE, STR("gzip"), "the checksum does not fit: damaged");
    return fail(cx, ST_STRUCTURE, STR("gzip"), "the compressed data are damaged");
}

/* One call of ISA-L: takes from *in, fills out. */
static Status inflate_some(Cx *cx, Gunzip *g, Str *in, char *out, size_t room, size_t *got)
{
    struct inflate_state *s = &g->state;
    const size_t take = in->n < UINT32_MAX ? in->n : UINT32_MAX;
    const size_t fill = room < UINT32_MAX ? room : UINT32_MAX;
    s->next_in = (uint8_t *)(uintptr_t)in->p;
    s->avail_in = (uint32_t)take;
    s->next_out = (uint8_t *)out;
    s->avail_out = (uint32_t)fill;
    g->started = true;
    const int rc = isal_inflate(s);
    *in = str_from(*in, take - s->avail_in);
    *got = fill - s->avail_out;
    return rc < 0 || rc == ISAL_NEED_DICT ? damaged(cx, g, rc) : ST_OK;
}

Status gunzip_some(Cx *cx, Gunzip *g, Str *in, char *out, size_t room, size_t *got, bool *ended)
{
    *got = 0;
    *ended = false;
    if (g->broken)
        return fail(cx, ST_STRUCTURE, STR("gzip"), "is damaged");
    while (*got < room) {
        if (at_end(g) && in->n > 0)
            isal_inflate_reset(&g->state);
        size_t more = 0;
        const size_t before = in->n;
        if (!at_end(g))
            TRY(inflate_some(cx, g, in, out + *got, room - *got, &more));
        *got += more;
        if (more == 0 && in->n == before)
            break;
    }
    *ended = at_end(g) && in->n == 0;
    return ST_OK;
}
