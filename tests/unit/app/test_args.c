#include "app/args.h"
#include "tests/unit/test.h"

static const ArgRow rows[] = {
    { STR_C("-c"), STR_C("FILE"), true, STR_C("") },
    { STR_C("--flag"), STR_C(""), false, STR_C("") },
    { STR_C("--name"), STR_C("NAME"), false, STR_C("") },
};

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static Status parse(const char *const *words, Args *out)
{
    static char *argv[ARGS_MAX + 4];
    int argc = 0;
    for (; words[argc]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc];
    return args_parse(test_cx(), rows, sizeof rows / sizeof *rows, argv, argc, out);
}

static void check_refused(const char *const *words, Str where, Str detail)
{
    Cx *cx = test_cx();
    Args args;
    CHECK_FAILS(cx, ST_INVALID, parse(words, &args));
    CHECK_STR(cx->fault.where, where);
    CHECK_STR(cx->fault.detail, detail);
}

TEST(args__options_take_values_flags_none_and_the_rest_stays_in_order)
{
    Args args;
    CHECK_OK(test_cx(),
             parse(WORDS("one", "-c", "a.ini", "--flag", "-", "two", "--name", ""), &args));
    CHECK_STR(args_get(&args, STR("-c")), STR("a.ini"));
    CHECK(args_get(&args, STR("--flag")).p);
    CHECK(args_get(&args, STR("--name")).p && args_get(&args, STR("--name")).n == 0);
    CHECK_I64((int64_t)args.rest_count, 3);
    CHECK_STR(args.rest[0], STR("one"));
    CHECK_STR(args.rest[1], STR("-")); /* standard input */
    CHECK_STR(args.rest[2], STR("two"));
}

TEST(args__what_is_not_given_has_no_value)
{
    Args args;
    CHECK_OK(test_cx(), parse(WORDS("-c", "-"), &args));
    CHECK_STR(args_get(&args, STR("-c")), STR("-"));
    CHECK(!args_get(&args, STR("--flag")).p && !args_get(&args, STR("--name")).p);
}

TEST(args__mistakes_are_named)
{
    check_refused(WORDS("-c", "a", "--nmae", "b"), STR("--nmae"), STR("there is no such option"));
    check_refused(WORDS("-c", "a", "--name=b"), STR("--name=b"), STR("there is no such option"));
    check_refused(WORDS("-c", "a", "-c", "b"), STR("-c"), STR("given twice"));
    check_refused(WORDS("-c", "a", "--flag", "--flag"), STR("--flag"), STR("given twice"));
    check_refused(WORDS("-c", "a", "--name"), STR("--name"), STR("needs a value"));
    check_refused(WORDS("--name", "-c", "a"), STR("--name"), STR("needs a value"));
    check_refused(WORDS("one"), STR("-c"), STR("is needed"));
}

TEST(args__more_words_than_there_is_room_for_are_refused)
{
    const char *words[ARGS_MAX + 2];
    for (size_t i = 0; i <= ARGS_MAX; i++)
        words[i] = "x";
    words[ARGS_MAX + 1] = NULL;
    check_refused(words, STR("x"), STR("too many arguments"));
}
