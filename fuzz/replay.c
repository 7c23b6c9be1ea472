/* replay.c - runs a fuzz target once over each file named, or each file of a folder named. Linked in
 * place of libFuzzer's engine, so that the corpus is replayed by any compiler in every check.
 * The last line is "N passed, N failed, N skipped"; a target fails by crashing. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Exactly n bytes from malloc, so that a sanitizer sees a read past the end. */
static void file_replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (!f || fstat(fileno(f), &st) != 0) {
        perror(path);
        exit(1);
    }
    size_t n = (size_t)st.st_size;
    uint8_t *bytes = malloc(n ? n : 1);
    if (!bytes || fread(bytes, 1, n, f) != n) {
        perror(path);
        exit(1);
    }
    fclose(f);
    fprintf(stderr, "%s\n", path); /* the last one named is the one that crashed */
    LLVMFuzzerTestOneInput(bytes, n);
    free(bytes);
}

static unsigned dir_replay(const char *dir)
{
    struct dirent **names;
    int n = scandir(dir, &names, NULL, alphasort);
    unsigned files = 0;
    if (n < 0) {
        perror(dir);
        exit(1);
    }
    for (int i = 0; i < n; i++) {
        char path[4096];
        struct stat st;
        int len = snprintf(path, sizeof path, "%s/%s", dir, names[i]->d_name);
        free(names[i]);
        if (len < 0 || (size_t)len >= sizeof path || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
            continue;
        file_replay(path);
        files++;
    }
    free(names);
    return files;
}

int main(int argc, char **argv)
{
    unsigned files = 0;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
            files += dir_replay(argv[i]);
        else
            file_replay(argv[i]), files++;
    }
    printf("%u passed, 0 failed, 0 skipped\n", files + 1);
    return 0;
}
