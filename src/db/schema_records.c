/* schema_records.c - the tables of a plan's records (DESIGN 3). Every key begins with plan, and what
 * is a member's with (plan, compartment). Each table stands apart, so that its module's people change
 * it without meeting others. Until the first release a table is changed in place; after it by a new
 * version. */
#include "db/db_int.h"

// clang-format off
static const SchemaStep steps[] = {

/* A resource's newest version: what search scans. type is type_table's number, compartment 0 the
 * directory. An rid is given once for each (plan, compartment, type, id) and never reused. pack: where its
 * body is; 0 for a tombstone. keys are the extracted search keys (fhir/keys.c), labels the effective label bits and
 * labels_own those of the resource itself (fhir/label.h); links what it names (fhir/spread.h); when_… its clinical
 * date, for "how far back". */
{1, FOR_BOTH,
"CREATE TABLE fhir_entry ("
" plan I64 NOT NULL,"
" compartment I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" rid I64 NOT NULL,"
" pack I64 NOT NULL,"
" version I64 NOT NULL,"
" updated_ms I64 NOT NULL,"
" labels_own I64 NOT NULL,"
" labels I64 NOT NULL,"
" when_lo_ms I64 NOT NULL,"
" when_hi_ms I64 NOT NULL,"
" deleted I64 NOT NULL,"
" fingerprint I64 NOT NULL,"
" links BYTES NOT NULL,"
" keys BYTES NOT NULL,"
" PRIMARY KEY (plan, compartment, type, id)) CLUSTERED;"},

/* What a search must know of each row of fhir_entry, packed (fhir/list.h): rids from first on, to before
 * the next row's first. Not of tombstones, not of the directory. */
{1, FOR_BOTH,
"CREATE TABLE fhir_list ("
" plan I64 NOT NULL,"
" compartment I64 NOT NULL,"
" type I64 NOT NULL,"
" first I64 NOT NULL,"
" bytes BYTES NOT NULL,"
" PRIMARY KEY (plan, compartment, type, first)) CLUSTERED;"},

/* What is sent: bodies packed side by side (fhir/pack.h). */
{1, FOR_BOTH,
"CREATE TABLE fhir_body ("
" pack ROWKEY,"
" plan I64 NOT NULL,"
" compartment I64 NOT NULL,"
" bytes BYTES NOT NULL);"},
{1, FOR_POSTGRES,
"ALTER TABLE fhir_body ADD PRIMARY KEY (plan, compartment, pack);"},

/* Versions before the newest, each with its own links, keys and labels, which its bytes have too, and its
 * content's hash: a load asks whether a line brings one of them back. A tombstone has neither hash nor bytes.
 * moved: before the resource became another's, so that this owner is not shown it. */
{1, FOR_BOTH,
"CREATE TABLE fhir_history ("
" plan I64 NOT NULL,"
" compartment I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" version I64 NOT NULL,"
" rid I64 NOT NULL,"
" updated_ms I64 NOT NULL,"
" labels_own I64 NOT NULL,"
" labels I64 NOT NULL,"
" when_lo_ms I64 NOT NULL,"
" when_hi_ms I64 NOT NULL,"
" deleted I64 NOT NULL,"
" fingerprint I64 NOT NULL,"
" links BYTES NOT NULL,"
" keys BYTES NOT NULL,"
" moved I64 NOT NULL DEFAULT 0,"
" hash BYTES,"
" bytes BYTES,"
" PRIMARY KEY (plan, compartment, type, id, version)) CLUSTERED;"},

/* Where a resource is, for loads alone: the member path never reads it. hash is the content's; NULL
 * where a Patient is known from references only. fingerprint as its entry's: a load asks here whether what
 * is unchanged has to be indexed anew. */
{1, FOR_BOTH,
"CREATE TABLE fhir_locator ("
" plan I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" compartment I64 NOT NULL,"
" rid I64 NOT NULL,"
" hash BYTES,"
" fingerprint I64,"
" PRIMARY KEY (plan, type, id)) CLUSTERED;"},

/* Index rows of directory types: plan-wide, so too many to scan. Those of one value come in the order of
 * ids, which is the order of a directory's pages. */
{1, FOR_BOTH,
"CREATE TABLE fhir_dir_key ("
" plan I64 NOT NULL,"
" type I64 NOT NULL,"
" param I64 NOT NULL,"
" value BYTES NOT NULL,"
" rid I64 NOT NULL,"
" id TEXT NOT NULL,"
" PRIMARY KEY (plan, type, param, value, id)) CLUSTERED;"
/* Whether a resource has a value, too; and taking its old rows away. */
"CREATE INDEX fhir_dir_key_rid ON fhir_dir_key (plan, type, rid, param, value);"},

/* Members' resources with labels, or with what might become one: few of a member's, so that a load finds without reading
 * all of them whether what it writes has to do with any. Of one that is deleted, or was so in a version before,
 * both are 0. reason: why, for staff. */
{1, FOR_BOTH,
"CREATE TABLE fhir_label ("
" plan I64 NOT NULL,"
" compartment I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" own I64 NOT NULL,"
" labels I64 NOT NULL,"
" reason TEXT NOT NULL,"
" PRIMARY KEY (plan, compartment, type, id)) CLUSTERED;"},

/* Resources of the directory whose codes label whoever names them: Medications, and of who gives care and where.
 * A row for each name that it has: link, as in fhir_entry's links. reason: as above. */
{1, FOR_BOTH,
"CREATE TABLE fhir_giver ("
" plan I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" link I64 NOT NULL,"
" labels I64 NOT NULL,"
" reason TEXT NOT NULL,"
" PRIMARY KEY (plan, type, id, link)) CLUSTERED;"
"CREATE INDEX fhir_giver_link ON fhir_giver (plan, link);"},

/* Which members' resources name one that may give, whether it does or not. */
{1, FOR_BOTH,
"CREATE TABLE fhir_use ("
" plan I64 NOT NULL,"
" link I64 NOT NULL,"
" compartment I64 NOT NULL,"
" PRIMARY KEY (plan, link, compartment)) CLUSTERED;"},

/* Members labelled anew before their turn, because they were read (fhir/relabel.h). */
{1, FOR_BOTH,
"CREATE TABLE fhir_relabelled ("
" plan I64 NOT NULL,"
" compartment I64 NOT NULL,"
" PRIMARY KEY (plan, compartment)) CLUSTERED;"},

/* A Binary or Provenance whose referrer or target is not there yet; served to nobody. */
{1, FOR_BOTH,
"CREATE TABLE fhir_pending ("
" plan I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" waits_type I64 NOT NULL,"
" waits_id TEXT NOT NULL,"
" received_ms I64 NOT NULL,"
" bytes BYTES NOT NULL,"
" PRIMARY KEY (plan, type, id));"
"CREATE INDEX fhir_pending_waits ON fhir_pending (plan, waits_type, waits_id);"},

/* A line of the load that would bring back what the resource was before: kept until the load's end, in
 * case a later line of the same id follows. */
{1, FOR_BOTH,
"CREATE TABLE fhir_held ("
" plan I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" hash BYTES NOT NULL,"
" bytes BYTES NOT NULL,"
" PRIMARY KEY (plan, type, id));"},

/* The next rid and compartment, the last lastUpdated: numbers that only grow. */
{1, FOR_BOTH,
"CREATE TABLE fhir_counter ("
" plan I64 NOT NULL,"
" name TEXT NOT NULL,"
" value I64 NOT NULL,"
" PRIMARY KEY (plan, name)) CLUSTERED;"},

/* Who may register: an HMAC of each member id and the Patient it names (AUTHORIZATION M1 to M9).
 * source: the Coverage it came from, or '' for the Patient itself; until_ms: when that Coverage ends; products: what it is of. */
{1, FOR_BOTH,
"CREATE TABLE member_roster ("
" plan I64 NOT NULL,"
" member_index BYTES NOT NULL,"
" patient TEXT NOT NULL,"
" source TEXT NOT NULL,"
" until_ms I64 NOT NULL,"
" products TEXT NOT NULL,"
" PRIMARY KEY (plan, member_index, patient, source)) CLUSTERED;"
/* With source: every Patient has a row of the source '', so by source alone a load looks through all of
 * them for each. */
"CREATE INDEX member_roster_patient ON member_roster (plan, patient, source);"
"CREATE INDEX member_roster_source ON member_roster (plan, source);"},

/* The details to match, sealed (R12). since_ms: when the Patient first came; replaced_by: the Patient in its
 * place (M41). */
{1, FOR_BOTH,
"CREATE TABLE member_person ("
" plan I64 NOT NULL,"
" patient TEXT NOT NULL,"
" compartment I64 NOT NULL,"
" sealed BYTES NOT NULL,"
" since_ms I64 NOT NULL,"
" updated_ms I64 NOT NULL,"
" replaced_by TEXT,"
" PRIMARY KEY (plan, patient)) CLUSTERED;"
"CREATE INDEX member_person_replaced ON member_person (plan, replaced_by) WHERE replaced_by IS NOT NULL;"},

/* Whose child a Coverage says somebody is, until it ends: whence the parents of minors (M37). */
{1, FOR_BOTH,
"CREATE TABLE member_dependent ("
" plan I64 NOT NULL,"
" subscriber TEXT NOT NULL,"
" patient TEXT NOT NULL,"
" source TEXT NOT NULL,"
" until_ms I64 NOT NULL,"
" PRIMARY KEY (plan, subscriber, patient, source)) CLUSTERED;"
"CREATE INDEX member_dependent_source ON member_dependent (plan, source);"
"CREATE INDEX member_dependent_patient ON member_dependent (plan, patient);"},

/* Who is of age by law before the birthday that says so (M37). since_ms 0: not. asked_by: one of the plan's people who
 * wants it so (wanted 1) or not any more, until another approves; empty: nobody. */
{1, FOR_BOTH,
"CREATE TABLE member_emancipated ("
" plan I64 NOT NULL,"
" patient TEXT NOT NULL,"
" since_ms I64 NOT NULL DEFAULT 0,"
" wanted I64 NOT NULL,"
" asked_by TEXT NOT NULL,"
" asked_ms I64 NOT NULL,"
" PRIMARY KEY (plan, patient)) CLUSTERED;"},

/* Whose record or coverage a load changed, until it is settled what that ends (M39, M41). due_ms 0: at once; else
 * when a coverage ends. */
{1, FOR_BOTH,
"CREATE TABLE member_changed ("
" plan I64 NOT NULL,"
" due_ms I64 NOT NULL,"
" patient TEXT NOT NULL,"
" PRIMARY KEY (plan, due_ms, patient)) CLUSTERED;"},

/* A load: what came, from which feed, how far it got (in the same transaction as its batch, so that
 * a killed load goes on), what it counted. state: 0 running, 1 done, 2 failed. */
{1, FOR_BOTH,
"CREATE TABLE load_job ("
" plan I64 NOT NULL,"
" id TEXT NOT NULL,"
" feed TEXT NOT NULL,"
" source TEXT NOT NULL,"
" source_hash BYTES,"
" started_ms I64 NOT NULL,"
" updated_ms I64 NOT NULL,"
" ended_ms I64,"
" state I64 NOT NULL,"
" position I64 NOT NULL,"
" lines I64 NOT NULL,"
" stored I64 NOT NULL,"
" unchanged I64 NOT NULL,"
" deleted I64 NOT NULL,"
" rejected I64 NOT NULL,"
" dangling I64 NOT NULL,"
" report BYTES,"
" PRIMARY KEY (plan, id));"
"CREATE INDEX load_job_ended ON load_job (plan, state, ended_ms);"
"CREATE INDEX load_job_source ON load_job (plan, source, source_hash);"},

/* How far a load got in each of its files: what it is resumed from. bytes, mtime_ms and head (a hash
 * of the first bytes) tell whether the file is still the same. */
{1, FOR_BOTH,
"CREATE TABLE load_file ("
" plan I64 NOT NULL,"
" job TEXT NOT NULL,"
" path TEXT NOT NULL,"
" bytes I64 NOT NULL,"
" mtime_ms I64 NOT NULL,"
" head BYTES NOT NULL,"
" position I64 NOT NULL,"
" lines I64 NOT NULL,"
" done I64 NOT NULL,"
" PRIMARY KEY (plan, job, path)) CLUSTERED;"},

/* What resources refer to and nobody has sent yet; cleared at the end of each load. */
{1, FOR_BOTH,
"CREATE TABLE load_ref ("
" plan I64 NOT NULL,"
" type I64 NOT NULL,"
" id TEXT NOT NULL,"
" PRIMARY KEY (plan, type, id)) CLUSTERED;"},

/* One load a plan at a time: taken by a guarded upsert, renewed while it works, dead after until_ms. */
{1, FOR_BOTH,
"CREATE TABLE load_lock ("
" plan I64 NOT NULL PRIMARY KEY,"
" owner TEXT NOT NULL,"
" until_ms I64 NOT NULL);"},
};
// clang-format on

SchemaList schema_records(void)
{
    return (SchemaList){ steps, sizeof steps / sizeof *steps };
}
