/* JSON and the FHIR data types that the synthetic plan is written in. */
#include "synth/synth_json.h"

#include "base/date.h"

#include <assert.h>

void js_start(Js *j)
{
    j->out->n = 0;
    j->depth = 0;
    j->comma = false;
}

static void begin(Js *j, Str key)
{
    if (j->comma)
        buf_char(j->out, ',');
    j->comma = true;
    if (key.n == 0)
        return;
    buf_json(j->out, key);
    buf_char(j->out, ':');
}

static void open_with(Js *j, Str key, char opener, char closer)
{
    assert(j->depth < JS_DEPTH);
    begin(j, key);
    buf_char(j->out, opener);
    j->closer[j->depth++] = closer;
    j->comma = false;
}

void js_object(Js *j, Str key)
{
    open_with(j, key, '{', '}');
}

void js_array(Js *j, Str key)
{
    open_with(j, key, '[', ']');
}

void js_end(Js *j)
{
    assert(j->depth > 0);
    buf_char(j->out, j->closer[--j->depth]);
    j->comma = true;
}

void js_str(Js *j, Str key, Str value)
{
    begin(j, key);
    buf_json(j->out, value);
}

void js_bool(Js *j, Str key, bool value)
{
    begin(j, key);
    buf_put(j->out, value ? STR("true") : STR("false"));
}

void js_i64(Js *j, Str key, int64_t value)
{
    begin(j, key);
    buf_i64(j->out, value);
}

void js_decimal(Js *j, Str key, int64_t value, unsigned decimals)
{
    int64_t scale = 1;
    for (unsigned i = 0; i < decimals; i++)
        scale *= 10;
    begin(j, key);
    if (value < 0)
        buf_char(j->out, '-');
    value = value < 0 ? -value : value;
    buf_i64(j->out, value / scale);
    if (decimals)
        buf_char(j->out, '.');
    for (int64_t rest = value % scale; scale > 1; rest %= scale) {
        scale /= 10;
        buf_char(j->out, (char)('0' + rest / scale));
    }
}

static void two_digits(char *p, unsigned v)
{
    p[0] = (char)('0' + v / 10);
    p[1] = (char)('0' + v % 10);
}

void js_day(Js *j, Str key, int64_t day)
{
    int64_t year;
    unsigned month;
    unsigned date;
    char text[10];
    date_civil(day, &year, &month, &date);
    two_digits(text, (unsigned)(year / 100));
    two_digits(text + 2, (unsigned)(year % 100));
    text[4] = text[7] = '-';
    two_digits(text + 5, month);
    two_digits(text + 8, date);
    js_str(j, key, (Str){ text, sizeof text });
}

void js_instant(Js *j, Str key, int64_t day, unsigned hour)
{
    char text[DATE_INSTANT_LEN];
    date_instant(day * DAY_MS + hour * HOUR_MS, text);
    js_str(j, key, (Str){ text, sizeof text });
}

void js_coding(Js *j, Str system, Str code, Str display)
{
    js_object(j, STR_NONE);
    js_str(j, STR("system"), system);
    js_str(j, STR("code"), code);
    if (display.n)
        js_str(j, STR("display"), display);
    js_end(j);
}

void js_concept(Js *j, Str key, Str system, Str code, Str text)
{
    js_object(j, key);
    js_array(j, STR("coding"));
    js_coding(j, system, code, STR_NONE);
    js_end(j);
    if (text.n)
        js_str(j, STR("text"), text);
    js_end(j);
}

void js_reference(Js *j, Str key, Str reference, Str display)
{
    js_object(j, key);
    js_str(j, STR("reference"), reference);
    if (display.n)
        js_str(j, STR("display"), display);
    js_end(j);
}

void js_period(Js *j, Str key, int64_t from_day, int64_t to_day)
{
    js_object(j, key);
    if (from_day != NO_DAY)
        js_day(j, STR("start"), from_day);
    if (to_day != NO_DAY)
        js_day(j, STR("end"), to_day);
    js_end(j);
}

void js_money(Js *j, Str key, int64_t cents)
{
    js_object(j, key);
    js_decimal(j, STR("value"), cents, 2);
    js_str(j, STR("currency"), STR("USD"));
    js_end(j);
}

void js_quantity(Js *j, Str key, int64_t value, unsigned decimals, Str unit, Str ucum)
{
    js_object(j, key);
    js_decimal(j, STR("value"), value, decimals);
    if (unit.n)
        js_str(j, STR("unit"), unit);
    if (ucum.n) {
        js_str(j, STR("system"), STR("http://unitsofmeasure.org"));
        js_str(j, STR("code"), ucum);
    }
    js_end(j);
}
