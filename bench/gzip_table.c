/* Prints the counts of src/zip/gzip_table.c from files: pages as they are sent, of every sort.
 *   gcc -O2 bench/gzip_table.c -lisal -o gzip_table && ./gzip_table PAGE... > src/zip/gzip_table.c
 * Each file counts the same, whatever its size. */
#include <isa-l/igzip_lib.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_BYTES (4u << 20)
#define LIT_LEN 286
#define DIST 30

/* The share of the whole in 1/100,000, at least 1: any byte may come. */
static void print_counts(const char *name, const double *share, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += share[i];
    (void)printf("const uint32_t %s[%d] = {", name, n);
    for (int i = 0; i < n; i++) {
        const double part = share[i] * 1e5 / sum;
        (void)printf("%s%u,", i % 16 ? " " : "\n    ", part < 1 ? 1u : (unsigned)(part + 0.5));
    }
    (void)printf("\n};\n");
}

int main(int argc, char **argv)
{
    static double lit_len[LIT_LEN], dist[DIST];
    static struct isal_huff_histogram h;
    uint8_t *page = malloc(PAGE_BYTES);
    for (int f = 1; page && f < argc; f++) {
        FILE *in = fopen(argv[f], "rb");
        if (!in)
            return 1;
        const size_t n = fread(page, 1, PAGE_BYTES, in);
        (void)fclose(in);
        memset(&h, 0, sizeof h);
        isal_update_histogram(page, (int)n, &h);
        for (int i = 0; i < LIT_LEN; i++)
            lit_len[i] += (double)h.lit_len_histogram[i] / (double)n;
        for (int i = 0; i < DIST; i++)
            dist[i] += (double)h.dist_histogram[i] / (double)n;
    }
    free(page);
    (void)printf("#include \"zip/gzip_int.h\"\n\n// clang-format off\n");
    print_counts("gzip_lit_len", lit_len, LIT_LEN);
    (void)printf("\n");
    print_counts("gzip_dist", dist, DIST);
    (void)printf("// clang-format on\n");
    return 0;
}
