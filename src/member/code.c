/* Codes by e-mail (AUTHORIZATION M13, M14, M19 to M25, M27). Whatever an address is - known, unknown,
 * in use, over its budget - the same rows of the same size are written and the page is the same. */
#include "member/member_int.h"

#include "base/buf.h"
#include "base/date.h"
#include "json/json.h"

#define SEALED_BYTES 1024u /* padded: its length tells nothing */

static const Str table = STR_C("member_code");

static const AttemptRule mailbox_hour = { STR_C("mail-hour"), HOUR_MS, 5 };
static const AttemptRule mailbox_day = { STR_C("mail-day"), DAY_MS, 10 };
static const AttemptRule mailbox_sent = { STR_C("mail-sent"), 1, 0 }; /* its windows are moments */
static const AttemptRule peer_hour = { STR_C("mail-peer"), HOUR_MS, 20 };
static const AttemptRule person_hour = { STR_C("mail-person-hour"), HOUR_MS, 5 };
static const AttemptRule person_day = { STR_C("mail-person-day"), DAY_MS, 10 };
static const AttemptRule no_account_day = { STR_C("mail-none"), DAY_MS, 1 };

static Str purpose_name(CodePurpose p)
{
    static const Str names[] = {
        [CODE_REGISTER] = STR_C("register"),   [CODE_SIGN_IN] = STR_C("sign-in"),
        [CODE_CHANGE] = STR_C("change"),       [CODE_DELETE] = STR_C("delete"),
        [CODE_EMAIL_OLD] = STR_C("email-old"), [CODE_EMAIL_NEW] = STR_C("email-new")
    };
    return names[p];
}

/* M20. Lengths are fixed but for the purpose, which stands between separators. */
static Str code_mac(Cx *cx, const Keys *keys, Str code, Str purpose, Str session, Str email,
                    Str nonce)
{
    Buf *b = buf_new(cx, LIMIT_MAIL);
    buf_put(b, code);
    buf_char(b, '|');
    buf_put(b, purpose);
    buf_char(b, '|');
    buf_put(b, session);
    buf_put(b, email);
    buf_put(b, nonce);
    return hmac_sha256(cx, keys_use(keys, KEY_PEPPER), buf_str(b));
}

/* ---- sending ---- */

/* What an address turned out to be; the page never learns it. */
typedef struct Target {
    MailKind mail;
    bool decoy;
    bool silent;   /* told within the last day, or bounces */
    Str account;   /* of the address, when signing in */
    Str to;        /* the mailbox that is written to */
    bool told;     /* those on file are told that somebody tried (M14) */
    Account other; /* and this account */
} Target;

/* The address of an account that is there was opened: for none as much is done (M8). */
static Status find_account(Cx *cx, const Keys *keys, int64_t plan, Status st, bool *found)
{
    *found = st == ST_OK;
    if (!*found)
        (void)member_seal(cx, keys, plan, table, STR(""), STR(""));
    return *found || forgive(cx, st, ST_NOT_FOUND) ? ST_OK : st;
}

static MailKind mail_of(CodePurpose p)
{
    static const MailKind kinds[] = {
        [CODE_REGISTER] = MAIL_CODE,       [CODE_SIGN_IN] = MAIL_CODE,
        [CODE_CHANGE] = MAIL_CHANGE,       [CODE_DELETE] = MAIL_DELETE,
        [CODE_EMAIL_OLD] = MAIL_EMAIL_OLD, [CODE_EMAIL_NEW] = MAIL_EMAIL_NEW
    };
    return kinds[p];
}

/* The mailbox that has to prove who registers (M15): the one that was typed, where the plan does not ask for
 * another or has this one; else the first that it has. */
static Str prover(const MemberPlan *plan, const CodeRequest *in)
{
    if (plan->confirm == CONFIRM_OFF || !in->on_file->count)
        return in->email;
    for (size_t i = 0; i < in->on_file->count; i++)
        if (str_eq(in->on_file->email[i], in->email))
            return in->email;
    return in->on_file->email[0];
}

/* All look-ups always run. */
static Status target_register(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *p,
                              const CodeRequest *in, Target *t)
{
    Account a = { .id = STR("") };
    bool used;
    bool bound;
    bool held;
    const int64_t plan = p->num;
    const bool nowhere = p->confirm == CONFIRM_REQUIRED && !in->on_file->count;
    t->to = prover(p, in);
    TRY(find_account(cx, keys, plan, account_by_email(cx, tx, keys, plan, t->to, &a), &used));
    TRY(find_account(cx, keys, plan, account_of_patient(cx, tx, keys, plan, in->matched, &t->other),
                     &bound));
    TRY(address_held(cx, tx, plan, email_index(cx, keys, plan, t->to), STR(""), &held));
    t->decoy = used || bound || held || nowhere || in->matched.n == 0;
    t->mail = used                       ? MAIL_HAS_ACCOUNT
              : bound                    ? MAIL_NOT_BOUND
              : held                     ? MAIL_HELD
              : nowhere                  ? MAIL_NO_CONTACT
              : str_eq(t->to, in->email) ? mail_of(in->purpose)
                                         : MAIL_CODE_FILE;
    t->silent = used && a.bounced; /* a notice, not a code (M28) */
    if (t->decoy && !str_eq(t->to, in->email)) {
        t->mail = MAIL_NOT_BOUND;
        t->to = in->email;
        t->silent = false;
    }
    t->told = bound && !str_eq(in->email, t->other.email); /* her own address is no other */
    if (!t->told || t->other.bounced)
        t->other = (Account){ .email = STR(""), .lang = STR("") };
    return ST_OK;
}

static Status target_sign_in(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                             const CodeRequest *in, Target *t)
{
    Account a = { .id = STR("") };
    bool found;
    bool first;
    TRY(find_account(cx, keys, plan, account_by_email(cx, tx, keys, plan, in->email, &a), &found));
    TRY(attempt_count(cx, tx, keys, plan, &no_account_day, in->email, &first));
    const bool frozen = found && a.frozen; /* M39 */
    found &= !frozen;
    t->account = found ? a.id : STR("");
    t->mail = found ? mail_of(in->purpose) : frozen ? MAIL_FROZEN : MAIL_NO_ACCOUNT;
    t->decoy = !found;
    t->silent = (!found || a.bounced) && !first; /* M25, M28: the same once a day */
    return ST_OK;
}

/* An address that another has gets a mail of another kind, and the page never says so (M13). */
static Status target_new(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const CodeRequest *in,
                         Target *t)
{
    Account a;
    bool used;
    bool held;
    TRY(find_account(cx, keys, plan, account_by_email(cx, tx, keys, plan, in->email, &a), &used));
    TRY(address_held(cx, tx, plan, email_index(cx, keys, plan, in->email), in->account, &held));
    t->account = in->account;
    t->decoy = used || held;
    t->mail = t->decoy ? MAIL_EMAIL_USED : mail_of(in->purpose);
    return ST_OK;
}

/* When the last mail to a mailbox is a minute old. */
static Status apart_from(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str email, int64_t *ms)
{
    TRY(attempt_last(cx, tx, keys, plan, &mailbox_sent, email, ms));
    *ms += *ms ? MEMBER_RESEND_MS : 0;
    return ST_OK;
}

/* Of the mailbox that was typed and the one that the code goes to, one of which gets a mail. */
static Status sent_mark(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, Str email, Str to)
{
    bool any;
    TRY(attempt_count(cx, tx, keys, plan, &mailbox_sent, email, &any));
    return attempt_count(cx, tx, keys, plan, &mailbox_sent, to, &any);
}

/* M27: 60 s apart whoever asks and whatever is typed, and the counts. All are counted, whichever is over; the time is
 * looked at after them, as who comes at the same moment waits for their rows. */
static Status budget(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const CodeRequest *in,
                     Str to, bool *within)
{
    int64_t typed;
    int64_t sent;
    bool hour;
    bool day;
    bool peer = true;
    bool person_h = true;
    bool person_d = true;
    TRY(attempt_count(cx, tx, keys, plan, &mailbox_hour, in->email, &hour));
    TRY(attempt_count(cx, tx, keys, plan, &mailbox_day, in->email, &day));
    if (in->peer.n)
        TRY(attempt_count(cx, tx, keys, plan, &peer_hour, in->peer, &peer));
    if (in->purpose == CODE_REGISTER) { /* others than the typed mailbox are written to */
        TRY(attempt_count(cx, tx, keys, plan, &person_hour, in->matched, &person_h));
        TRY(attempt_count(cx, tx, keys, plan, &person_day, in->matched, &person_d));
    }
    TRY(apart_from(cx, tx, keys, plan, in->email, &typed));
    TRY(apart_from(cx, tx, keys, plan, to, &sent));
    const bool apart = typed <= cx->now_ms && sent <= cx->now_ms;
    *within = apart && hour && day && peer && person_h && person_d;
    return ST_OK;
}

Status code_next(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const CodeWaiting *w, Str peer,
                 int64_t *ms)
{
    int64_t ends[5] = { 0 };
    TRY(apart_from(cx, tx, keys, plan, w->email, &ends[0]));
    TRY(attempt_until(cx, tx, keys, plan, &mailbox_hour, w->email, &ends[1]));
    TRY(attempt_until(cx, tx, keys, plan, &mailbox_day, w->email, &ends[2]));
    if (peer.n)
        TRY(attempt_until(cx, tx, keys, plan, &peer_hour, peer, &ends[3]));
    TRY(apart_from(cx, tx, keys, plan, w->to, &ends[4]));
    *ms = 0;
    for (size_t i = 0; i < 5; i++)
        if (ends[i] > *ms)
            *ms = ends[i];
    return ST_OK;
}

typedef struct CodeRow {
    Str session; /* hash */
    Str email;   /* index */
    Str account;
    Str code; /* nobody's, for a decoy */
    Str to;   /* the mailbox that it went to */
    bool decoy;
    bool sent;
    bool unproven; /* no mailbox on file proves whose the account is (M15) */
} CodeRow;

/* to: the mailbox that the code went to; the page shows the one that was typed. */
static Str sealed_row(Cx *cx, const Keys *keys, int64_t plan, Str nonce, const CodeRequest *in,
                      const CodeRow *row)
{
    Buf *b = buf_new(cx, LIMIT_MAIL);
    buf_put(b, STR("{\"email\":"));
    buf_json(b, in->email);
    buf_put(b, STR(",\"patient\":"));
    buf_json(b, in->matched);
    buf_put(b, STR(",\"wish\":"));
    buf_json(b, in->wish);
    buf_put(b, STR(",\"to\":"));
    buf_json(b, row->to);
    buf_put(b, row->unproven ? STR(",\"unproven\":true}") : STR(",\"unproven\":false}"));
    while (buf_str(b).n < SEALED_BYTES)
        buf_char(b, ' ');
    return member_seal(cx, keys, plan, table, nonce, buf_str(b));
}

static Status row_write(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const CodeRequest *in,
                        const CodeRow *row)
{
    const Str purpose = purpose_name(in->purpose);
    const Str nonce = random_bytes(cx, 16);
    Sql *q = sql_new(cx);
    sql_text(q, "INSERT INTO member_code (plan, session, purpose, email_index, account, nonce, mac,"
                " sealed, decoy, tries, sends, created_ms, expires_ms) VALUES (");
    sql_bind_i64(q, plan);
    sql_text(q, ", ");
    sql_bind_blob(q, row->session);
    sql_text(q, ", ");
    sql_bind_str(q, purpose);
    sql_text(q, ", ");
    sql_bind_blob(q, row->email);
    sql_text(q, ", ");
    sql_bind_str(q, row->account);
    sql_text(q, ", ");
    sql_bind_blob(q, nonce);
    sql_text(q, ", ");
    sql_bind_blob(q, code_mac(cx, keys, row->code, purpose, row->session, row->email, nonce));
    sql_text(q, ", ");
    sql_bind_blob(q, sealed_row(cx, keys, plan, nonce, in, row));
    sql_text(q, ", ");
    const int64_t numbers[] = { row->decoy, 0, row->sent, cx->now_ms,
                                cx->now_ms + MEMBER_CODE_TTL_MS };
    sql_bind_list(q, numbers, 5);
    sql_text(q, ") ON CONFLICT (plan, session, purpose) DO UPDATE SET"
                " email_index = excluded.email_index, account = excluded.account,"
                " nonce = excluded.nonce, mac = excluded.mac, sealed = excluded.sealed,"
                " decoy = excluded.decoy, tries = 0, sends = excluded.sends,"
                " created_ms = excluded.created_ms, expires_ms = excluded.expires_ms,"
                " used_ms = NULL");
    return db_exec(cx, tx, q, NULL);
}

/* " WHERE" of the one code of a session and purpose that may still be tried. */
static void where_live(Cx *cx, Sql *q, int64_t plan, CodePurpose purpose, Str session, int tries)
{
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND session = ");
    sql_bind_blob(q, session);
    sql_text(q, " AND purpose = ");
    sql_bind_str(q, purpose_name(purpose));
    sql_text(q, " AND used_ms IS NULL AND expires_ms > ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " AND tries < ");
    sql_bind_i64(q, tries);
}

typedef struct Sealed {
    Str email;
    Str patient;
    Str wish;
    Str to;
    bool unproven;
} Sealed;

static Status row_open(Cx *cx, const Keys *keys, int64_t plan, Str nonce, Str sealed, Sealed *out)
{
    Str json;
    JsonDoc *doc;
    TRY(member_open(cx, keys, plan, table, nonce, sealed, &json));
    TRY(json_parse(cx, json, &doc));
    out->email = json_get_str(json_root(doc), STR("email"));
    out->patient = json_get_str(json_root(doc), STR("patient"));
    out->wish = json_get_str(json_root(doc), STR("wish"));
    out->to = json_get_str(json_root(doc), STR("to"));
    out->unproven = json_bool(json_get(json_root(doc), STR("unproven")));
    return ST_OK;
}

/* A code that is on its way was asked for something else: it is worth nothing, and the row waits with
 * what is wished for now. */
static Status row_rewish(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, const CodeRequest *in,
                         const CodeRow *row, DbRows *r)
{
    Sealed old;
    const Str nonce = arena_dup(cx->mem, db_blob(r, 0));
    TRY(row_open(cx, keys, plan, nonce, db_blob(r, 1), &old));
    if (str_eq(old.wish, in->wish))
        return ST_OK;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_code SET used_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, ", sealed = ");
    sql_bind_blob(q, sealed_row(cx, keys, plan, nonce, in, row));
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND session = ");
    sql_bind_blob(q, row->session);
    sql_text(q, " AND purpose = ");
    sql_bind_str(q, purpose_name(in->purpose));
    return db_exec(cx, tx, q, NULL);
}

/* Over the budget: this browser's row for the mailbox stays as it is, dead or alive, with the code that is on its
 * way; without one there is a row like any other, that no code fits. */
static Status row_over_budget(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                              const CodeRequest *in, const CodeRow *row)
{
    DbRows *r;
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT nonce, sealed FROM member_code WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND session = ");
    sql_bind_blob(q, row->session);
    sql_text(q, " AND purpose = ");
    sql_bind_str(q, purpose_name(in->purpose));
    sql_text(q, " AND email_index = ");
    sql_bind_blob(q, row->email);
    const Status st = db_one(cx, tx, q, STR("code"), &r);
    if (st != ST_OK && !forgive(cx, st, ST_NOT_FOUND))
        return st;
    TRY(st == ST_OK ? row_rewish(cx, tx, keys, plan, in, row, r)
                    : row_write(cx, tx, keys, plan, in, row));
    return fail(cx, ST_TOO_MANY, STR("email"), "over the budget of mails");
}

/* To the minute: enough to know one's own request by (M26, threat 49). */
static Str asked_at(Cx *cx, const Zone *zone, bool spanish)
{
    const Str local = date_instant_str(cx, zone_local_ms(zone, cx->now_ms));
    return arena_printf(cx->mem, "%.*s, %.*s, %.*s", STR_ARG(str_slice(local, 0, 10)),
                        STR_ARG(zone_clock(cx, zone, cx->now_ms, spanish)),
                        STR_ARG(zone_words(zone, spanish)));
}

static Status mail_queue(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, MailKind kind,
                         const CodeRequest *in, const Account *to, Str code, bool dead)
{
    OutboxMail mail = { .to = to->email,
                        .lang = to->lang,
                        .from = plan->mail_from,
                        .expires_ms = dead ? 0 : cx->now_ms + MEMBER_CODE_TTL_MS };
    const MailWords words = { .plan = plan->name,
                              .app = in->app_name,
                              .code = code,
                              .services = plan->services,
                              .own = &plan->own,
                              .asked = asked_at(cx, plan->zone, str_eq(to->lang, STR("es"))) };
    mail_write(cx, kind, to->lang, &words, &mail);
    return outbox_put(cx, tx, keys, plan->num, &mail);
}

/* The second row of a registration, and one for each mailbox that could be on file, are there always, and almost
 * always dead. */
static Status tried_queue(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                          const CodeRequest *in, const Target *t)
{
    TRY(mail_queue(cx, tx, keys, plan, MAIL_TRIED, in, &t->other, STR(""), !t->other.email.n));
    for (size_t i = 0; i < LIMIT_CONTACTS; i++) {
        const Str email = i < in->on_file->count ? in->on_file->email[i] : STR("");
        const Account to = { .email = email, .lang = in->lang };
        const bool dead =
            !t->told || !email.n || str_eq(email, t->other.email) || str_eq(email, in->email);
        TRY(mail_queue(cx, tx, keys, plan, MAIL_TRIED, in, &to, STR(""), dead));
    }
    return ST_OK;
}

static Status target_of(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan,
                        const CodeRequest *in, Target *t)
{
    if (in->purpose == CODE_REGISTER)
        return target_register(cx, tx, keys, plan, in, t);
    t->to = in->email;
    return in->purpose == CODE_EMAIL_NEW ? target_new(cx, tx, keys, plan->num, in, t)
                                         : target_sign_in(cx, tx, keys, plan->num, in, t);
}

Status code_send(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, const CodeRequest *in)
{
    Target t = { .account = STR(""), .other = { .email = STR(""), .lang = STR("") } };
    CodeRow row = { .session = session_hash(cx, in->session),
                    .account = STR(""),
                    .to = in->purpose == CODE_REGISTER ? prover(plan, in) : in->email,
                    .email = email_index(cx, keys, plan->num, in->email),
                    .code = random_digits(cx, MEMBER_CODE_DIGITS) };
    bool within;
    TRY(budget(cx, tx, keys, plan->num, in, row.to, &within));
    row.decoy = true;
    if (!within)
        return row_over_budget(cx, tx, keys, plan->num, in, &row);
    TRY(sent_mark(cx, tx, keys, plan->num, in->email, row.to));
    TRY(target_of(cx, tx, keys, plan, in, &t));
    row.decoy = t.decoy;
    row.account = t.account;
    row.to = t.to;
    row.unproven = in->purpose == CODE_REGISTER && plan->confirm == CONFIRM_WHEN_AVAILABLE &&
                   !in->on_file->count;
    row.sent = true;
    TRY(row_write(cx, tx, keys, plan->num, in, &row));
    const Account to = { .email = t.to, .lang = in->lang };
    TRY(mail_queue(cx, tx, keys, plan, t.mail, in, &to, row.code, t.silent));
    return in->purpose == CODE_REGISTER ? tried_queue(cx, tx, keys, plan, in, &t) : ST_OK;
}

/* ---- waiting ---- */

Status code_waiting(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, CodePurpose purpose,
                    Str session, CodeWaiting *out)
{
    DbRows *r;
    Sealed sealed;
    int tries;
    TRY(code_tries(cx, tx, keys, plan, &tries));
    Sql *q = sql_new(cx);
    sql_text(q, "SELECT nonce, sealed, tries, used_ms, sends, expires_ms FROM member_code"
                " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND session = ");
    sql_bind_blob(q, session_hash(cx, session));
    sql_text(q, " AND purpose = ");
    sql_bind_str(q, purpose_name(purpose));
    TRY(db_one(cx, tx, q, STR("code"), &r));
    TRY(row_open(cx, keys, plan, db_blob(r, 0), db_blob(r, 1), &sealed));
    out->email = sealed.email;
    out->to = sealed.to;
    out->wish = sealed.wish;
    const bool over = !db_is_null(r, 3) || db_i64(r, 5) <= cx->now_ms || db_i64(r, 2) >= tries;
    out->tries_left = over ? 0 : tries - (int)db_i64(r, 2);
    out->wrong = db_i64(r, 2) > 0;
    out->live = out->tries_left > 0;
    out->sent = db_i64(r, 4) > 0;
    return ST_OK;
}

/* ---- confirming ---- */

/* Eight digits; spaces and hyphens between them are how people read them out. */
static Status code_digits(Cx *cx, Str typed, Str *out)
{
    Buf *b = buf_new(cx, MEMBER_CODE_DIGITS + 1);
    for (size_t i = 0; i < typed.n; i++)
        if (typed.p[i] != ' ' && typed.p[i] != '-')
            buf_char(b, typed.p[i]);
    *out = buf_str(b);
    if (b->over || out->n != MEMBER_CODE_DIGITS || !str_only(*out, "0123456789"))
        return fail(cx, ST_INVALID, STR("code"), "a code has eight digits");
    return ST_OK;
}

typedef struct Tried {
    Str account;
    Sealed sealed;
    bool right;
    int tries_left;
} Tried;

/* The try is counted before it is judged: of fifty at once, five are judged (M22). */
static Status row_try(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, CodePurpose purpose,
                      Str session, Str code, Tried *t)
{
    DbRows *r;
    int tries;
    TRY(code_tries(cx, tx, keys, plan, &tries));
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_code SET tries = tries + 1");
    where_live(cx, q, plan, purpose, session, tries);
    sql_text(q, " RETURNING nonce, sealed, mac, email_index, account, decoy, tries");
    const Status st = db_one(cx, tx, q, STR("code"), &r);
    if (st != ST_OK)
        return forgive(cx, st, ST_NOT_FOUND) ? fail(cx, ST_EXPIRED, STR("code"), "no live code")
                                             : st;
    const Str mac =
        code_mac(cx, keys, code, purpose_name(purpose), session, db_blob(r, 3), db_blob(r, 0));
    t->right = secret_eq(mac, db_blob(r, 2)) && db_i64(r, 5) == 0;
    t->account = arena_dup(cx->mem, db_str(r, 4));
    t->tries_left = tries - (int)db_i64(r, 6);
    return row_open(cx, keys, plan, db_blob(r, 0), db_blob(r, 1), &t->sealed);
}

Status codes_drop(Cx *cx, DbTx *tx, int64_t plan, Str account)
{
    Sql *q = sql_new(cx);
    sql_text(q, "DELETE FROM member_code WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND account = ");
    sql_bind_str(q, account);
    return db_exec(cx, tx, q, NULL);
}

static Status row_use(Cx *cx, DbTx *tx, int64_t plan, CodePurpose purpose, Str session)
{
    int64_t changed;
    Sql *q = sql_new(cx);
    sql_text(q, "UPDATE member_code SET used_ms = ");
    sql_bind_i64(q, cx->now_ms);
    sql_text(q, " WHERE plan = ");
    sql_bind_i64(q, plan);
    sql_text(q, " AND session = ");
    sql_bind_blob(q, session);
    sql_text(q, " AND purpose = ");
    sql_bind_str(q, purpose_name(purpose));
    sql_text(q, " AND used_ms IS NULL");
    TRY(db_exec(cx, tx, q, &changed));
    return changed ? ST_OK : fail(cx, ST_EXPIRED, STR("code"), "used before");
}

/* A locked account looks like a wrong code (M23). */
static Status still_open(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan, CodePurpose purpose,
                         Tried *t)
{
    Account a = { .frozen = false };
    bool found;
    TRY(find_account(cx, keys, plan,
                     purpose == CODE_EMAIL_NEW
                         ? account_by_id(cx, tx, keys, plan, t->account, &a)
                         : account_by_email(cx, tx, keys, plan, t->sealed.email, &a),
                     &found));
    t->right &= found && !a.frozen && str_eq(a.id, t->account) && a.locked_until_ms <= cx->now_ms;
    return ST_OK;
}

static Status finish_register(Cx *cx, DbTx *tx, const Keys *keys, int64_t plan,
                              const MemberSession *session, const Tried *t, CodeAnswer *out)
{
    /* Two windows of one browser must not bind one person to another's address. */
    if (!session->matched.n || !str_eq(session->matched, t->sealed.patient))
        return fail(cx, ST_EXPIRED, STR("code"), "another person is being registered");
    const Status st = account_make(cx, tx, keys, plan, t->sealed.to, session->lang,
                                   t->sealed.patient, &out->account);
    out->fresh = st == ST_OK;
    if (st != ST_OK)
        return forgive(cx, st, ST_CONFLICT) ? fail(cx, ST_EXPIRED, STR("code"), "taken meanwhile")
                                            : st;
    return t->sealed.unproven ? account_unproven(cx, tx, plan, out->account, t->sealed.patient)
                              : ST_OK;
}

Status code_confirm(Cx *cx, DbTx *tx, const Keys *keys, const MemberPlan *plan, CodePurpose purpose,
                    const MemberSession *session, Str typed, CodeAnswer *out)
{
    Str code;
    Tried t = { .right = false };
    const Str hash = session_hash(cx, session->id);
    *out = (CodeAnswer){ .account = STR("") };
    TRY(code_digits(cx, typed, &code));
    TRY(row_try(cx, tx, keys, plan->num, purpose, hash, code, &t));
    out->tries_left = t.tries_left;
    if (purpose != CODE_REGISTER)
        TRY(still_open(cx, tx, keys, plan->num, purpose, &t));
    if (purpose > CODE_SIGN_IN) /* by nobody else who may sit there now */
        t.right &= session->account.n && str_eq(session->account, t.account);
    if (!t.right) /* for nobody another row is written (M8) */
        TRY(t.account.n ? account_failed(cx, tx, keys, plan, t.account)
                        : session_touch(cx, tx, plan->num, session->id));
    if (!t.right)
        return fail(cx, ST_DENIED, STR("code"), "not the code");
    TRY(row_use(cx, tx, plan->num, purpose, hash));
    out->account = t.account;
    out->email = t.sealed.to;
    out->wish = t.sealed.wish;
    if (purpose == CODE_REGISTER)
        TRY(finish_register(cx, tx, keys, plan->num, session, &t, out));
    return account_signed_in(cx, tx, plan->num, out->account);
}
