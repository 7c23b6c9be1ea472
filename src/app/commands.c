/* commands.c - the table of commands; `postern --help` is printed from it. */
#include "app/command.h"

#include "base/table.h"

// clang-format off
#define ARG_CONF { STR_C("-c"),     STR_C("FILE"), true, STR_C("configuration file") }
#define ARG_PLAN { STR_C("--plan"), STR_C("ID"),   true, STR_C("the plan's id: its folder's name") }

static const ArgRow conf_args[] = {
    ARG_CONF,
};

static const ArgRow load_args[] = {
    ARG_CONF,
    ARG_PLAN,
    { STR_C("--feed"),     STR_C("NAME"), false, STR_C("name of the feed, for freshness; default: the source's") },
    { STR_C("--progress"), STR_C(""),     false, STR_C("a line a second on standard error") },
    { STR_C("--rejects"),  STR_C("FILE"), false, STR_C("where rejected lines are told of; default: rejects-JOB.ndjson here") },
};

static const ArgRow plan_args[] = {
    ARG_CONF,
    ARG_PLAN,
};

static const ArgRow labels_args[] = {
    ARG_CONF,
    ARG_PLAN,
    { STR_C("--reason"),   STR_C("TEXT"),    false, STR_C("why, with --resource; kept in the audit") },
    { STR_C("--resource"), STR_C("TYPE/ID"), false, STR_C("what one resource is held for, and by which codes") },
};

static const ArgRow letters_args[] = {
    ARG_CONF,
    ARG_PLAN,
    { STR_C("--take"), STR_C(""), false, STR_C("those that are printed are not printed again") },
};

static const ArgRow synth_args[] = {
    { STR_C("--members"), STR_C("N"),   true,  STR_C("how many members, 1 to 1000000") },
    { STR_C("--out"),     STR_C("DIR"), true,  STR_C("folder for {Type}.ndjson, made when missing") },
    { STR_C("--seed"),    STR_C("S"),   false, STR_C("same seed, same files; default 1") },
};

static const ArgRow app_args[] = {
    ARG_CONF,
    ARG_PLAN,
    { STR_C("--approved"),      STR_C(""),      false, STR_C("invite: what is registered works at once; else it waits for approve") },
    { STR_C("--client-id"),     STR_C("ID"),    false, STR_C("add: default: made; approve, suspend, secret: which") },
    { STR_C("--confidential"),  STR_C(""),      false, STR_C("add: the app keeps a secret, printed once") },
    { STR_C("--developer"),     STR_C("NAME"),  false, STR_C("add, invite: who made it, shown to members") },
    { STR_C("--group"),         STR_C("IDS"),   false, STR_C("add: Groups whose members a backend service may export, separated by spaces") },
    { STR_C("--id"),            STR_C("ID"),    false, STR_C("uninvite: which token, as invite printed it") },
    { STR_C("--jwks"),          STR_C("FILE"),  false, STR_C("add: the app's public keys; it signs in with private_key_jwt") },
    { STR_C("--jwks-uri"),      STR_C("URL"),   false, STR_C("add: where it publishes them, instead of --jwks") },
    { STR_C("--name"),          STR_C("NAME"),  false, STR_C("add: as members see it") },
    { STR_C("--overlap"),       STR_C("S"),     false, STR_C("secret: for how long the one before works too; default 86400") },
    { STR_C("--privacy-url"),   STR_C("URL"),   false, STR_C("add: its privacy policy") },
    { STR_C("--reason"),        STR_C("TEXT"),  false, STR_C("approve, invite, secret, suspend, uninvite: why, kept in the audit; invite, suspend and uninvite need it") },
    { STR_C("--redirect-uri"),  STR_C("URI"),   false, STR_C("add: where codes go; several separated by spaces") },
    { STR_C("--require-par"),   STR_C(""),      false, STR_C("add: it may ask to authorize by pushed requests alone") },
    { STR_C("--resource-server"), STR_C(""),    false, STR_C("add: it may introspect every app's tokens") },
    { STR_C("--scope"),         STR_C("SCOPE"), false, STR_C("add, invite: the most it may ask for; default: all a member can share") },
    { STR_C("--signing-alg"),   STR_C("ALG"),   false, STR_C("add: RS384 or ES384 alone; default: either") },
    { STR_C("--support-email"), STR_C("EMAIL"), false, STR_C("add: whom members ask about the app") },
    { STR_C("--token-ttl"),     STR_C("S"),     false, STR_C("add: life of a backend service's tokens, 300 to 3600; default 300") },
    { STR_C("--ttl"),           STR_C("S"),     false, STR_C("invite: life of the token in seconds; default a week") },
    { STR_C("--uses"),          STR_C("N"),     false, STR_C("invite: how many apps may be registered with it; default 1") },
    { STR_C("--website"),       STR_C("URL"),   false, STR_C("add: its site") },
};

static const ArgRow audit_args[] = {
    ARG_CONF,
    { STR_C("--from"),     STR_C("TIME"), false, STR_C("a FHIR date or time, such as 2026-01-31: not what is older") },
    { STR_C("--out"),      STR_C("FILE"), false, STR_C("there when all is in it; default: standard output") },
    { STR_C("--patient"),  STR_C("ID"),   false, STR_C("of this member alone") },
    { STR_C("--plan"),     STR_C("ID"),   false, STR_C("export: the plan's id: its folder's name") },
    { STR_C("--progress"), STR_C(""),     false, STR_C("a line a second on standard error") },
    { STR_C("--reason"),   STR_C("TEXT"), false, STR_C("accept, trim: why, kept in the audit") },
    { STR_C("--to"),       STR_C("TIME"), false, STR_C("not what is younger; a day or month to its end") },
};

static const ArgRow keys_args[] = {
    ARG_CONF,
    { STR_C("--now"),    STR_C(""),     false, STR_C("rotate: the new key signs at once and every other is deleted; what they signed fails") },
    { STR_C("--reason"), STR_C("TEXT"), false, STR_C("rotate: why, kept in the audit; --now needs it") },
};

static const ArgRow token_args[] = {
    ARG_CONF,
    { STR_C("--patient"), STR_C("ID"),    true,  STR_C("Patient id of a synthetic member") },
    ARG_PLAN,
    { STR_C("--scope"),   STR_C("SCOPE"), true,  STR_C("for example \"patient/*.rs\"") },
    { STR_C("--share"),   STR_C("WORDS"), false, STR_C("which sensitive kinds too, or all; default none") },
    { STR_C("--since"),   STR_C("DATE"),  false, STR_C("how far back; default everything") },
    { STR_C("--ttl"),     STR_C("S"),     false, STR_C("life in seconds, at most 86400; default 3600") },
};

static const ArgRow member_args[] = {
    ARG_CONF,
    ARG_PLAN,
    { STR_C("--account"), STR_C("ID"),    false, STR_C("recover, unlock: which account, instead of --patient") },
    { STR_C("--by"),      STR_C("NAME"),  false, STR_C("who of the plan's people does it, kept in the audit; needed") },
    { STR_C("--email"),   STR_C("EMAIL"), false, STR_C("recover: the address that the account shall have") },
    { STR_C("--id"),      STR_C("ID"),    false, STR_C("recover-approve, recover-end: which, as recover printed it") },
    { STR_C("--not"),     STR_C(""),      false, STR_C("emancipate: she is not, or not any more") },
    { STR_C("--patient"), STR_C("ID"),    false, STR_C("emancipate, emancipate-approve: Patient id of the member; recover, unlock: of whom the account is") },
    { STR_C("--reason"),  STR_C("TEXT"),  false, STR_C("why, kept in the audit; emancipate, recover and unlock need it") },
};

static const ArgRow representative_args[] = {
    ARG_CONF,
    ARG_PLAN,
    { STR_C("--basis"),        STR_C("WORD"),  false, STR_C("add: executor, guardianship, health-care-proxy or power-of-attorney") },
    { STR_C("--by"),           STR_C("NAME"),  false, STR_C("who of the plan's people does it, kept in the audit; all but list need it") },
    { STR_C("--email"),        STR_C("EMAIL"), false, STR_C("add: the representative's; approve: the same, typed again from the document") },
    { STR_C("--evidence"),     STR_C("TEXT"),  false, STR_C("add: where the plan keeps the document") },
    { STR_C("--first"),        STR_C("NAME"),  false, STR_C("add: the representative's first name") },
    { STR_C("--from"),         STR_C("DAY"),   false, STR_C("add: the first day; default now") },
    { STR_C("--id"),           STR_C("ID"),    false, STR_C("approve, end: which, as add and list print it") },
    { STR_C("--lang"),         STR_C("LANG"),  false, STR_C("add: of mails to the representative, en or es; default en") },
    { STR_C("--last"),         STR_C("NAME"),  false, STR_C("add: the representative's last name") },
    { STR_C("--no-sensitive"), STR_C(""),      false, STR_C("add: may share no sensitive kind of data") },
    { STR_C("--patient"),      STR_C("ID"),    false, STR_C("add, block, unblock: Patient id of the member; list: of this one alone") },
    { STR_C("--reason"),       STR_C("TEXT"),  false, STR_C("why, kept in the audit; block and unblock need it") },
    { STR_C("--until"),        STR_C("DAY"),   false, STR_C("add: the last day; of a child at most until it comes of age") },
    { STR_C("--who"),          STR_C("ID"),    false, STR_C("block, unblock: Patient id of a parent, account of a representative, or all") },
};

static const ArgRow explain_args[] = {
    ARG_CONF,
    ARG_PLAN,
    { STR_C("--token"), STR_C("TOKEN"), true, STR_C("the access token that the app used") },
};

const Command commands[] = {
    { STR_C("app"),          STR_C("add|invite|uninvite|list|approve|secret|suspend -c FILE --plan ID …"), STR_C("registers apps and changes what they may do"), app_args,   TABLE_COUNT(app_args),   command_app          },
    { STR_C("audit"),        STR_C("export|accept|trim -c FILE …"),                   STR_C("writes a plan's audit as FHIR AuditEvents, a line each; goes on with a store that was set back; removes much that is old"),   audit_args,   TABLE_COUNT(audit_args), command_audit        },
    { STR_C("bounce"),       STR_C("-c FILE"),                                        STR_C("reads a mail that says that one of ours came back"), conf_args, TABLE_COUNT(conf_args), command_bounce },
    { STR_C("check-config"), STR_C("-c FILE"),                                        STR_C("reads configuration and plans, says what is wrong"), conf_args, TABLE_COUNT(conf_args), command_check_config },
    { STR_C("doctor"),       STR_C("-c FILE"),                                        STR_C("checks store, keys, mail and the audit chain"), conf_args,   TABLE_COUNT(conf_args),  command_doctor       },
    { STR_C("explain"),      STR_C("-c FILE --plan ID --token TOKEN 'GET Type?…'"),   STR_C("says for each candidate of a search what dropped it, by id alone"), explain_args, TABLE_COUNT(explain_args), command_explain },
    { STR_C("keys"),         STR_C("list|rotate -c FILE"),                            STR_C("shows the keys that sign id_tokens, makes the next"),  keys_args,    TABLE_COUNT(keys_args),  command_keys         },
    { STR_C("labels"),       STR_C("-c FILE --plan ID [--resource TYPE/ID --reason TEXT]"), STR_C("counts what is held sensitive, by type and kind; or says it of one resource"), labels_args, TABLE_COUNT(labels_args), command_labels },
    { STR_C("letters"),      STR_C("-c FILE --plan ID [--take]"),                     STR_C("lists to whom the plan has to write that an account was made"), letters_args, TABLE_COUNT(letters_args), command_letters },
    { STR_C("load"),         STR_C("-c FILE --plan ID PATH… (- reads standard input)"), STR_C("loads FHIR NDJSON and Bundles; exit 3: some lines rejected"), load_args, TABLE_COUNT(load_args), command_load },
    { STR_C("member"),       STR_C("emancipate|emancipate-approve|recover|recover-approve|recover-end|unlock -c FILE --plan ID …"), STR_C("gives an account another address, a day after a second person agreed; opens a locked one; says who is of age by law"), member_args, TABLE_COUNT(member_args), command_member },
    { STR_C("relabel"),      STR_C("-c FILE --plan ID"),                              STR_C("judges all data anew by today's lists of what is sensitive"), plan_args,   TABLE_COUNT(plan_args), command_relabel },
    { STR_C("representative"), STR_C("add|approve|block|end|list|load|load-approve|unblock -c FILE --plan ID …"), STR_C("who acts for a member: asked for by one, approved by another, ended at once"), representative_args, TABLE_COUNT(representative_args), command_representative },
    { STR_C("serve"),        STR_C("-c FILE"),                                        STR_C("answers apps and members until SIGTERM"),      conf_args,    TABLE_COUNT(conf_args),  command_serve        },
    { STR_C("synth"),        STR_C("--members N [--seed S] --out DIR"),               STR_C("writes a synthetic plan to try things with"),  synth_args,   TABLE_COUNT(synth_args), command_synth        },
    { STR_C("token"),        STR_C("-c FILE --plan ID --patient ID --scope SCOPE"),   STR_C("makes an access token (sandbox plans alone)"), token_args,   TABLE_COUNT(token_args), command_token        },
    { STR_C("version"),      STR_C(""),                                               STR_C("prints the version"),                          NULL,         0,                       command_version      },
};
// clang-format on

const size_t command_count = TABLE_COUNT(commands);
