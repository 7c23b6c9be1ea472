/* schema_state.c - the tables of the state: all that is not a plan's records. Every key begins with
 * plan. Each table stands apart, so that its module's people change it without meeting others. Until
 * the first release a table is changed in place; after it by a new version.
 *
 * Secrets are kept as hashes (BYTES, SHA-256) or HMACs, personal columns as AES-256-GCM (BYTES called
 * sealed) beside an HMAC to find them by (…_index). Times are ms; NULL in used_, ended_, revoked_,
 * sent_ms: not yet. expires_ms 0 on consents and grants: until stopped. */
#include "db/db_int.h"

// clang-format off
static const SchemaStep steps[] = {

/* ---- plan ---- */

/* Plans by number; the number begins every key and is given once. */
{1, FOR_BOTH,
"CREATE TABLE plan_plan ("
" num I64 NOT NULL PRIMARY KEY,"
" id TEXT NOT NULL UNIQUE);"},

/* ---- oauth ---- */

/* Who may ask. auth_method none: a public client. scope: the ceiling (S15). status: sandbox, approved,
 * suspended, removed. sector: of its members' pairwise identifiers, fixed at registration (T24). signing_alg:
 * '' allows both of T16. system_ttl_s: life of its system tokens, 0: the default (section 0). */
{1, FOR_BOTH,
"CREATE TABLE oauth_client ("
" plan I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" name TEXT NOT NULL,"
" status TEXT NOT NULL,"
" auth_method TEXT NOT NULL,"
" scope TEXT NOT NULL,"
" sector TEXT NOT NULL,"
" developer TEXT NOT NULL DEFAULT '',"
" website TEXT NOT NULL DEFAULT '',"
" privacy_url TEXT NOT NULL DEFAULT '',"
" support_email TEXT NOT NULL DEFAULT '',"
" jwks TEXT NOT NULL DEFAULT '',"
" jwks_uri TEXT NOT NULL DEFAULT '',"
" signing_alg TEXT NOT NULL DEFAULT '',"
" require_par I64 NOT NULL DEFAULT 0,"
" resource_server I64 NOT NULL DEFAULT 0,"
" system_ttl_s I64 NOT NULL DEFAULT 0,"
" used I64 NOT NULL DEFAULT 0," /* 1: it has, or had, a grant */
" created_ms I64 NOT NULL,"
" updated_ms I64 NOT NULL,"
" PRIMARY KEY (plan, client_id));"},

/* Where its members may be sent, in the order registered; the origin answers CORS (T3). */
{1, FOR_BOTH,
"CREATE TABLE oauth_redirect ("
" plan I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" n I64 NOT NULL,"
" uri TEXT NOT NULL,"
" origin TEXT NOT NULL,"
" PRIMARY KEY (plan, client_id, n)) CLUSTERED;"
"CREATE INDEX oauth_redirect_origin ON oauth_redirect (plan, origin);"},

/* Client secrets: two may be active while one replaces the other (T13). */
{1, FOR_BOTH,
"CREATE TABLE oauth_secret ("
" plan I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" mac BYTES NOT NULL,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, client_id, mac)) CLUSTERED;"},

/* Origins of its scripts that are not those of its redirect URIs (O14, T3). */
{1, FOR_BOTH,
"CREATE TABLE oauth_origin ("
" plan I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" origin TEXT NOT NULL,"
" PRIMARY KEY (plan, client_id, origin)) CLUSTERED;"
"CREATE INDEX oauth_origin_origin ON oauth_origin (plan, origin);"},

/* Tokens that let a developer register (O13): hashed, uses_left times, scope at most. approved: what is
 * registered by it works at once; else an operator approves each app. */
{1, FOR_BOTH,
"CREATE TABLE oauth_initial ("
" plan I64 NOT NULL,"
" hash BYTES NOT NULL,"
" scope TEXT NOT NULL,"
" developer TEXT NOT NULL,"
" approved I64 NOT NULL,"
" uses_left I64 NOT NULL,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, hash)) CLUSTERED;"},

/* What an app that registered itself manages itself by (RFC 7592): the hash of its registration access
 * token. unasked: nobody had given it a token to register with. */
{1, FOR_BOTH,
"CREATE TABLE oauth_registration ("
" plan I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" hash BYTES NOT NULL,"
" unasked I64 NOT NULL,"
" created_ms I64 NOT NULL,"
" PRIMARY KEY (plan, client_id)) CLUSTERED;"
"CREATE INDEX oauth_registration_created ON oauth_registration (plan, unasked, created_ms);"},
/* The Groups whose members a client may export (O22). */
{1, FOR_BOTH,
"CREATE TABLE oauth_client_group ("
" plan I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" group_id TEXT NOT NULL,"
" PRIMARY KEY (plan, client_id, group_id)) CLUSTERED;"},

/* Client assertions seen, by the SHA-256 of their jti, until they could not be used anyway (T18). */
{1, FOR_BOTH,
"CREATE TABLE oauth_jti ("
" plan I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" hash BYTES NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, client_id, hash)) CLUSTERED;"
"CREATE INDEX oauth_jti_expires ON oauth_jti (plan, expires_ms);"},

/* Requests to authorize that apps pushed (A25): request is the form, without credentials and hints. */
{1, FOR_BOTH,
"CREATE TABLE oauth_pushed ("
" plan I64 NOT NULL,"
" hash BYTES NOT NULL,"
" client_id TEXT NOT NULL,"
" request TEXT NOT NULL,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" used_ms I64,"
" PRIMARY KEY (plan, hash)) CLUSTERED;"
"CREATE INDEX oauth_pushed_expires ON oauth_pushed (plan, expires_ms);"},

/* One request to authorize, from the app's redirect to the code: nothing of it comes from a form
 * again (A21, A22). browser: hash of the cookie that names the browser, once it has sent one. */
{1, FOR_BOTH,
"CREATE TABLE oauth_transaction ("
" plan I64 NOT NULL,"
" hash BYTES NOT NULL,"
" client_id TEXT NOT NULL,"
" redirect_uri TEXT NOT NULL,"
" response_mode TEXT NOT NULL DEFAULT '',"
" scope TEXT NOT NULL,"
" scope_requested TEXT NOT NULL,"
" state TEXT NOT NULL,"
" nonce TEXT NOT NULL DEFAULT '',"
" code_challenge TEXT NOT NULL,"
" aud TEXT NOT NULL,"
" prompt TEXT NOT NULL DEFAULT '',"
" max_age_s I64 NOT NULL DEFAULT -1,"
" ui_locales TEXT NOT NULL DEFAULT '',"
" browser BYTES,"
" account TEXT NOT NULL DEFAULT '',"
" patient TEXT NOT NULL DEFAULT '',"
" labels_for TEXT NOT NULL DEFAULT '',"
" labels_shared I64 NOT NULL DEFAULT 0,"
" auth_ms I64 NOT NULL DEFAULT 0,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" used_ms I64,"
" PRIMARY KEY (plan, hash));"
"CREATE INDEX oauth_transaction_expires ON oauth_transaction (plan, expires_ms);"},

/* What a person agreed to: versions are added, never changed, each with the hash of the one before
 * (C1, C2). sealed is the page as shown, which names the member (R12); labels_shared the sensitive categories
 * chosen; attested what the app said of itself then. */
{1, FOR_BOTH,
"CREATE TABLE oauth_consent ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" version I64 NOT NULL,"
" status TEXT NOT NULL,"
" account TEXT NOT NULL,"
" relation TEXT NOT NULL,"
" patient TEXT NOT NULL,"
" client_id TEXT NOT NULL,"
" client_name TEXT NOT NULL,"
" grant_id TEXT NOT NULL,"
" scope_requested TEXT NOT NULL,"
" scope TEXT NOT NULL,"
" labels_shared I64 NOT NULL,"
" labels_until_ms I64 NOT NULL,"
" when_lo_ms I64 NOT NULL,"
" offline I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" acr TEXT NOT NULL,"
" auth_ms I64 NOT NULL,"
" sealed BYTES NOT NULL,"
" text_lang TEXT NOT NULL,"
" text_version TEXT NOT NULL,"
" text_hash BYTES NOT NULL,"
" redirect_host TEXT NOT NULL,"
" peer_prefix TEXT NOT NULL,"
" agent_family TEXT NOT NULL,"
" attested TEXT NOT NULL,"
" reason TEXT NOT NULL DEFAULT '',"
" created_ms I64 NOT NULL,"
" hash_before BYTES,"
" hash BYTES NOT NULL,"
" PRIMARY KEY (plan, id, version));"
"CREATE INDEX oauth_consent_account ON oauth_consent (plan, account);"},

/* What every token of one approval stands for: the family of C8 and T27. num is for cursors and the
 * audit. remind_ms: when the member is told of it the next time (C3), 0: never. stop_hash: of the key in
 * her mail that ends it. */
{1, FOR_BOTH,
"CREATE TABLE oauth_grant ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" num I64 NOT NULL,"
" client_id TEXT NOT NULL,"
" account TEXT NOT NULL,"
" relation TEXT NOT NULL,"
" patient TEXT NOT NULL,"
" compartment I64 NOT NULL,"
" scope TEXT NOT NULL,"
" labels_shared I64 NOT NULL,"
" labels_until_ms I64 NOT NULL,"
" when_lo_ms I64 NOT NULL,"
" offline I64 NOT NULL,"
" consent TEXT NOT NULL,"
" consent_version I64 NOT NULL,"
" acr TEXT NOT NULL,"
" auth_ms I64 NOT NULL,"
" nonce TEXT NOT NULL DEFAULT '',"
" created_ms I64 NOT NULL,"
" last_used_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" remind_ms I64 NOT NULL,"
" stop_hash BYTES,"
" ended_ms I64,"
" ended_reason TEXT NOT NULL DEFAULT '',"
" PRIMARY KEY (plan, id));"
"CREATE INDEX oauth_grant_expires ON oauth_grant (plan, expires_ms) WHERE ended_ms IS NULL;"
"CREATE INDEX oauth_grant_remind ON oauth_grant (plan, remind_ms) WHERE ended_ms IS NULL;"
"CREATE UNIQUE INDEX oauth_grant_num ON oauth_grant (plan, num);"
"CREATE UNIQUE INDEX oauth_grant_stop ON oauth_grant (plan, stop_hash) WHERE stop_hash IS NOT NULL;"
"CREATE INDEX oauth_grant_account ON oauth_grant (plan, account);"
"CREATE INDEX oauth_grant_patient ON oauth_grant (plan, patient);"
"CREATE INDEX oauth_grant_client ON oauth_grant (plan, client_id);"},

/* A code waits a minute to be redeemed, with all that the token request does not say again (A27).
 * Its row stays after use, so that a second use is known and ends the family (T9). */
{1, FOR_BOTH,
"CREATE TABLE oauth_code ("
" plan I64 NOT NULL,"
" hash BYTES NOT NULL,"
" grant_id TEXT NOT NULL,"
" consent TEXT NOT NULL,"
" client_id TEXT NOT NULL,"
" redirect_uri TEXT NOT NULL,"
" code_challenge TEXT NOT NULL,"
" nonce TEXT NOT NULL,"
" aud TEXT NOT NULL,"
" account TEXT NOT NULL,"
" patient TEXT NOT NULL,"
" scope TEXT NOT NULL,"
" acr TEXT NOT NULL,"
" auth_ms I64 NOT NULL,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" used_ms I64,"
" PRIMARY KEY (plan, hash)) CLUSTERED;"
"CREATE INDEX oauth_code_expires ON oauth_code (plan, expires_ms);"},

/* Access (kind 1) and refresh (kind 2) tokens. A refresh token that was used names its successor; it
 * works again for the grace only while that one is unused (T27). parent: the refresh token that an
 * access token or a successor came from. */
{1, FOR_BOTH,
"CREATE TABLE oauth_token ("
" plan I64 NOT NULL,"
" hash BYTES NOT NULL,"
" kind I64 NOT NULL,"
" grant_id TEXT NOT NULL,"
" client_id TEXT NOT NULL,"
" scope TEXT NOT NULL,"
" generation I64 NOT NULL,"
" parent BYTES,"
" successor BYTES,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" used_ms I64,"
" revoked_ms I64,"
" PRIMARY KEY (plan, hash)) CLUSTERED;"
"CREATE INDEX oauth_token_grant ON oauth_token (plan, grant_id);"
"CREATE INDEX oauth_token_expires ON oauth_token (plan, expires_ms);"},

/* Numbers that only grow: the next grant's num. A revocation needs none: no process trusts an answer for
 * longer than five seconds (C8). */
{1, FOR_BOTH,
"CREATE TABLE oauth_counter ("
" plan I64 NOT NULL,"
" name TEXT NOT NULL,"
" value I64 NOT NULL,"
" PRIMARY KEY (plan, name)) CLUSTERED;"},

/* ---- member ---- */

/* A person who signs in: e-mail sealed, found by its HMAC (M12, M13). Wrong codes are counted over
 * all codes and sessions (M23). state: 1 active, 2 frozen, 3 deleted (M43). bounced_ms: when the address's
 * own server refused it (M28), 0: it takes our mail; goes with the address. calm_until_ms: nothing new is shared
 * before (M17); cautious_until_ms: nothing sensitive and nothing lasting (M15). */
{1, FOR_BOTH,
"CREATE TABLE member_account ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" email_index BYTES NOT NULL,"
" sealed BYTES NOT NULL,"
" lang TEXT NOT NULL,"
" state I64 NOT NULL,"
" failures I64 NOT NULL DEFAULT 0,"
" failed_ms I64 NOT NULL DEFAULT 0,"
" locked_until_ms I64 NOT NULL DEFAULT 0,"
" created_ms I64 NOT NULL,"
" updated_ms I64 NOT NULL,"
" signed_in_ms I64 NOT NULL DEFAULT 0,"
" calm_until_ms I64 NOT NULL DEFAULT 0,"
" cautious_until_ms I64 NOT NULL DEFAULT 0,"
" bounced_ms I64 NOT NULL DEFAULT 0,"
" deleted_ms I64,"
" PRIMARY KEY (plan, id));"
"CREATE UNIQUE INDEX member_account_email ON member_account (plan, email_index);"},

/* Whom the plan writes a letter, since no mailbox on file could say who registered (M15). taken_ms: when staff took
 * the list. */
{1, FOR_BOTH,
"CREATE TABLE member_letter ("
" plan I64 NOT NULL,"
" account TEXT NOT NULL,"
" patient TEXT NOT NULL,"
" created_ms I64 NOT NULL,"
" taken_ms I64,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, account));"},

/* A sign-in: browser an HMAC of its name, peer_prefix its network (M45). */
{1, FOR_BOTH,
"CREATE TABLE member_signin ("
" plan I64 NOT NULL,"
" account TEXT NOT NULL,"
" id TEXT NOT NULL,"
" browser BYTES NOT NULL,"
" agent_family TEXT NOT NULL,"
" peer_prefix TEXT NOT NULL,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, account, id)) CLUSTERED;"
"CREATE INDEX member_signin_expires ON member_signin (plan, expires_ms);"},

/* The way back to an address that was changed: sealed is the address, hash that of the secret which was mailed to
 * it (M17). */
{1, FOR_BOTH,
"CREATE TABLE member_undo ("
" plan I64 NOT NULL,"
" hash BYTES NOT NULL,"
" account TEXT NOT NULL,"
" sealed BYTES NOT NULL,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, hash)) CLUSTERED;"
"CREATE INDEX member_undo_account ON member_undo (plan, account);"
"CREATE INDEX member_undo_expires ON member_undo (plan, expires_ms);"},

/* An address that no other account may have yet, by its HMAC alone: that of one deleted (M43), that of before
 * a change (M17). */
{1, FOR_BOTH,
"CREATE TABLE member_held ("
" plan I64 NOT NULL,"
" email_index BYTES NOT NULL,"
" account TEXT NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, email_index)) CLUSTERED;"
"CREATE INDEX member_held_expires ON member_held (plan, expires_ms);"},

/* For whom an account may act, and why (M34). relation: self, parent, representative. basis: how it
 * was proven (details, on-file, merged, or a word of its papers). valid_to_ms 0: no end. */
{1, FOR_BOTH,
"CREATE TABLE member_relation ("
" plan I64 NOT NULL,"
" account TEXT NOT NULL,"
" patient TEXT NOT NULL,"
" relation TEXT NOT NULL,"
" basis TEXT NOT NULL,"
" limits I64 NOT NULL DEFAULT 0,"
" valid_from_ms I64 NOT NULL,"
" valid_to_ms I64 NOT NULL DEFAULT 0,"
" created_ms I64 NOT NULL,"
" ended_ms I64,"
" PRIMARY KEY (plan, account, patient)) CLUSTERED;"
"CREATE INDEX member_relation_patient ON member_relation (plan, patient);"
"CREATE INDEX member_relation_ends ON member_relation (plan, valid_to_ms) WHERE ended_ms IS NULL;"
/* One person has at most one account (M13). */
"CREATE UNIQUE INDEX member_relation_self ON member_relation (plan, patient)"
" WHERE relation = 'self' AND ended_ms IS NULL;"},

/* Why somebody who is no parent on file acts for a member (M36): asked for by one of the plan's people,
 * approved by another. sealed: name and address of the one, and where the evidence is kept. valid_to_ms 0: no
 * end. account: made or found when it was approved. loaded 1: by the plan's register. */
{1, FOR_BOTH,
"CREATE TABLE member_mandate ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" patient TEXT NOT NULL,"
" account TEXT NOT NULL DEFAULT '',"
" basis TEXT NOT NULL,"
" sealed BYTES NOT NULL,"
" limits I64 NOT NULL DEFAULT 0,"
" valid_from_ms I64 NOT NULL,"
" valid_to_ms I64 NOT NULL,"
" asked_by TEXT NOT NULL,"
" asked_ms I64 NOT NULL,"
" approved_by TEXT NOT NULL DEFAULT '',"
" approved_ms I64,"
" ended_ms I64,"
" loaded I64 NOT NULL DEFAULT 0,"
" PRIMARY KEY (plan, id));"
"CREATE INDEX member_mandate_loaded ON member_mandate (plan, id) WHERE loaded = 1;"
"CREATE INDEX member_mandate_patient ON member_mandate (plan, patient);"
"CREATE INDEX member_mandate_account ON member_mandate (plan, account, patient);"},

/* The plan's own register of representatives, as it was loaded last (M36). waits 1: what it gives is for a second
 * person to approve. */
{1, FOR_BOTH,
"CREATE TABLE member_register ("
" plan I64 NOT NULL PRIMARY KEY,"
" digest BYTES NOT NULL,"
" asked_by TEXT NOT NULL,"
" asked_ms I64 NOT NULL,"
" waits I64 NOT NULL);"},

/* Who may not act for a member, whatever else says so (M40): an account, a parent by the Patient id, or '*',
 * everybody else. account: whose person that is, where that one was named; empty: it was named itself. */
{1, FOR_BOTH,
"CREATE TABLE member_block ("
" plan I64 NOT NULL,"
" patient TEXT NOT NULL,"
" who TEXT NOT NULL,"
" account TEXT NOT NULL DEFAULT '',"
" created_ms I64 NOT NULL,"
" PRIMARY KEY (plan, patient, who, account)) CLUSTERED;"
"CREATE INDEX member_block_who ON member_block (plan, who);"},

/* Another address for an account whose own is lost (M18): asked for by one of member services, approved by
 * another, done a day later. sealed: the address. */
{1, FOR_BOTH,
"CREATE TABLE member_recovery ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" account TEXT NOT NULL,"
" sealed BYTES NOT NULL,"
" asked_by TEXT NOT NULL,"
" asked_ms I64 NOT NULL,"
" approved_by TEXT NOT NULL DEFAULT '',"
" approved_ms I64,"
" ended_ms I64,"
" PRIMARY KEY (plan, id));"
"CREATE INDEX member_recovery_account ON member_recovery (plan, account);"},

/* A mailed code: one for each browser session and purpose (M20 to M22). decoy: the address is unknown
 * and no code fits, yet every step takes the same way (M25). sealed: what is done when it fits (the
 * address, the matched Patient). */
{1, FOR_BOTH,
"CREATE TABLE member_code ("
" plan I64 NOT NULL,"
" session BYTES NOT NULL,"
" purpose TEXT NOT NULL,"
" email_index BYTES NOT NULL,"
" account TEXT NOT NULL DEFAULT '',"
" nonce BYTES NOT NULL,"
" mac BYTES NOT NULL,"
" sealed BYTES NOT NULL,"
" decoy I64 NOT NULL,"
" tries I64 NOT NULL DEFAULT 0,"
" sends I64 NOT NULL DEFAULT 1,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" used_ms I64,"
" PRIMARY KEY (plan, session, purpose)) CLUSTERED;"
"CREATE INDEX member_code_expires ON member_code (plan, expires_ms);"},

/* A browser: the hash of its cookie, before sign-in (account '') or after; the two never share an
 * id (M29). sealed: what the person has proven so far and not yet finished. */
{1, FOR_BOTH,
"CREATE TABLE member_session ("
" plan I64 NOT NULL,"
" hash BYTES NOT NULL,"
" account TEXT NOT NULL DEFAULT '',"
" acr TEXT NOT NULL DEFAULT '',"
" auth_ms I64 NOT NULL DEFAULT 0,"
" lang TEXT NOT NULL DEFAULT '',"
" sealed BYTES,"
" created_ms I64 NOT NULL,"
" seen_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, hash)) CLUSTERED;"
"CREATE INDEX member_session_account ON member_session (plan, account);"
"CREATE INDEX member_session_expires ON member_session (plan, expires_ms);"},

/* Tries counted against a limit (M9, M24, M27): subject is an HMAC of what is counted (a member id, an
 * address, a mailbox), window_ms the beginning of its window. */
{1, FOR_BOTH,
"CREATE TABLE member_attempt ("
" plan I64 NOT NULL,"
" kind TEXT NOT NULL,"
" subject BYTES NOT NULL,"
" window_ms I64 NOT NULL,"
" count I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, kind, subject, window_ms)) CLUSTERED;"
"CREATE INDEX member_attempt_expires ON member_attempt (plan, expires_ms);"},

/* ---- mail ---- */

/* Messages to be sent, written with what they tell of in one transaction and sent by a thread of its
 * own. sealed (address, text) is erased once sent (DESIGN 3). state: 0 waits, 1 sent, 2 given up. Its
 * index is the one that does not begin with plan: the thread serves all plans together, whoever waits
 * longest first. */
{1, FOR_BOTH,
"CREATE TABLE mail_outbox ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" kind TEXT NOT NULL,"
" email_index BYTES NOT NULL,"
" sealed BYTES,"
" state I64 NOT NULL,"
" tries I64 NOT NULL DEFAULT 0,"
" next_ms I64 NOT NULL,"
" created_ms I64 NOT NULL,"
" expires_ms I64 NOT NULL,"
" sent_ms I64,"
" PRIMARY KEY (plan, id));"
"CREATE INDEX mail_outbox_next ON mail_outbox (state, next_ms);"},

/* ---- audit ---- */

/* The chain (C12): blocks of records, numbered without gaps from 1; seq is the number of a block's
 * first, lines the records in gzip, hash an HMAC over all columns and the hash before. A row a record
 * would cost as much as the request it tells of, and eight times the disk. */
{1, FOR_BOTH,
"CREATE TABLE audit_block ("
" plan I64 NOT NULL,"
" seq I64 NOT NULL,"
" records I64 NOT NULL,"
" first_ms I64 NOT NULL,"
" last_ms I64 NOT NULL,"
" lines BYTES NOT NULL,"
" hash BYTES NOT NULL,"
" PRIMARY KEY (plan, seq)) CLUSTERED;"},

/* Which blocks tell of a member: who has seen my data (C13). */
{1, FOR_BOTH,
"CREATE TABLE audit_patient ("
" plan I64 NOT NULL,"
" patient TEXT NOT NULL,"
" seq I64 NOT NULL,"
" PRIMARY KEY (plan, patient, seq)) CLUSTERED;"},

/* Where a plan's chain ends: number of its last record, with an HMAC. */
{1, FOR_BOTH,
"CREATE TABLE audit_seal ("
" plan I64 NOT NULL PRIMARY KEY,"
" seq I64 NOT NULL,"
" hash BYTES NOT NULL,"
" proof BYTES NOT NULL,"
" sealed_ms I64 NOT NULL);"},

/* Where a plan's chain begins, once old blocks were removed: the last of them, with an HMAC. */
{1, FOR_BOTH,
"CREATE TABLE audit_anchor ("
" plan I64 NOT NULL PRIMARY KEY,"
" seq I64 NOT NULL,"
" upto_ms I64 NOT NULL,"
" removed_ms I64 NOT NULL,"
" hash BYTES NOT NULL,"
" proof BYTES NOT NULL);"},

/* What apps read (C13), added up from the chain, which can make it anew: by day since 1970. */
{1, FOR_BOTH,
"CREATE TABLE audit_receipt ("
" plan I64 NOT NULL,"
" patient TEXT NOT NULL,"
" account TEXT NOT NULL,"
" client_id TEXT NOT NULL,"
" day I64 NOT NULL,"
" type TEXT NOT NULL,"
" calls I64 NOT NULL,"
" resources I64 NOT NULL,"
" first_ms I64 NOT NULL,"
" last_ms I64 NOT NULL,"
" PRIMARY KEY (plan, patient, account, client_id, day, type)) CLUSTERED;"},

/* How far each journal file is sealed, with an HMAC, moved in the transaction that adds its records. One
 * journal holds records of many plans, so that plan is 0 here. */
{1, FOR_BOTH,
"CREATE TABLE audit_journal ("
" plan I64 NOT NULL,"
" name TEXT NOT NULL,"
" position I64 NOT NULL,"
" proof BYTES NOT NULL,"
" updated_ms I64 NOT NULL,"
" PRIMARY KEY (plan, name)) CLUSTERED;"},

/* ---- web ---- */

/* What a node let through in a second, of each rule of rate.def: 16 bytes for each who, an HMAC cut to 8 and
 * a count (R1). Each second of a node has its seq. Nobody's plan in particular, so that plan is 0. */
{1, FOR_BOTH,
"CREATE TABLE web_rate ("
" plan I64 NOT NULL,"
" node I64 NOT NULL,"
" seq I64 NOT NULL,"
" rule TEXT NOT NULL,"
" uses BYTES NOT NULL,"
" expires_ms I64 NOT NULL,"
" PRIMARY KEY (plan, node, seq, rule)) CLUSTERED;"},

/* ---- apps ---- */

/* An app's way from registration to approval; what may sign in is oauth_client. */
{1, FOR_BOTH,
"CREATE TABLE apps_app ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" client_id TEXT NOT NULL,"
" state TEXT NOT NULL,"
" attestation TEXT NOT NULL DEFAULT '',"
" created_ms I64 NOT NULL,"
" updated_ms I64 NOT NULL,"
" PRIMARY KEY (plan, id));"
"CREATE UNIQUE INDEX apps_app_client ON apps_app (plan, client_id);"},
};
// clang-format on

SchemaList schema_state(void)
{
    return (SchemaList){ steps, sizeof steps / sizeof *steps };
}
