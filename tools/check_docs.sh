#!/usr/bin/env bash
# Holds the pages of docs/ against the tables of the program: configuration keys, plan keys, commands and
# their options, addresses, outcomes, ceilings. Blocks between "<!-- NAME: ... -->" and "<!-- end -->" are
# printed from the tables; the rest of a page is written by people.
#   tools/check_docs.sh [ROOT]        fails when a block is not what the tables say, or a plan key is missing
#   tools/check_docs.sh --write       writes the blocks anew
#   tools/check_docs.sh --self-test
set -euo pipefail

blocks=(config:docs/operate.md commands:docs/operate.md statuses:docs/api.md rates:docs/api.md limits:docs/api.md addresses:docs/api.md)

# The strings of a row of a C table, tab-separated.
strings() { sed -E 's/STR_C\("(([^"\\]|\\.)*)"\)/\n\t\1\n/g' | awk '/^\t/ { printf "%s", $0; n = 1 } !/^\t/ && /\}/ && n { print ""; n = 0 }' | sed 's/^\t//'; }

print_config() {
    echo '| key | default | meaning |'
    echo '|---|---|---|'
    sed -n '/ conf_rows\[\] = {/,/^};/p' "$1/src/app/conf_table.c" | grep FIELD | sed -E 's/, *(true|false), */&/' |
        while IFS= read -r row; do
            local optional=no
            [[ $row =~ ,\ *true, ]] && optional=yes
            strings <<<"$row" | awk -F'\t' -v o=$optional '{ printf "| `%s` | %s | %s |\n", $1, ($2 != "" ? "`" $2 "`" : o == "yes" ? "none" : "must be given"), $3 }'
        done
}

# One row a command, then its options: "#define ARG_..." rows stand for themselves.
print_commands() {
    local file=$1/src/app/commands.c name table
    echo '| command | what it does | options |'
    echo '|---|---|---|'
    sed -n '/^const Command commands\[\]/,/^};/p' "$file" | grep '{ STR_C' | while IFS= read -r row; do
        name=$(strings <<<"$row" | cut -f1)
        table=$(grep -oE '\b[a-z]+_args\b' <<<"$row" | head -n 1 || true)
        strings <<<"$row" | awk -F'\t' -v options="$(options "$file" "$table")" \
            '{ gsub(/\|/, "\\|", $2); printf "| `postern %s%s` | %s | %s |\n", $1, ($2 == "" ? "" : " " $2), $3, options }'
    done
}

options() {
    [ -n "$2" ] || return 0
    sed -n "/ $2\[\] = {/,/^};/p" "$1" | grep -E 'STR_C|ARG_' | sed -E 's/^ *ARG_CONF.*/{ STR_C("-c") }/; s/^ *ARG_PLAN.*/{ STR_C("--plan") }/' |
        strings | cut -f1 | sed 's/.*/`&`/' | paste -sd' '
}

print_statuses() {
    echo '| code | HTTP | OperationOutcome `issue.code` | OAuth `error` | what to do |'
    echo '|---|---|---|---|---|'
    { sed -nE 's/^HELP\((ST_[A-Z_]+), *"(.*)"\)$/H\t\1\t\2/p' "$1/src/web/error_help.def"
      sed -nE 's/^STATUS\((ST_[A-Z_]+), *([0-9]+), *"([^"]*)", *"([^"]*)".*/S\t\1\t\2\t\3\t\4/p' "$1/src/base/status.def"; } |
        awk -F'\t' '$1 == "H" { help[$2] = $3; next }
            # What a load alone says has no word in OAuth and is told in its rejects file.
            $3 >= 400 && $5 != "" { code = tolower(substr($2, 4)); gsub(/_/, "-", code)
                printf "| `%s` | %s | `%s` | `%s` | %s |\n", code, $3, $4, $5, help[$2] }' | LC_ALL=C sort
}

# How often one may ask, as rate.def says.
print_rates() {
    echo '| what | of whom | a second | at once |'
    echo '|---|---|---|---|'
    sed -nE 's/^RATE\([A-Z_]+, *"[a-z]+", *([0-9./ ]+), *([0-9]+), *"([^"]*)", *"([^"]*)"\)$/\4\t\3\t\1\t\2/p' "$1/src/web/rate.def" |
        awk -F'\t' '{ rate = $3; sub(/ +$/, "", rate)
            if (rate ~ /\/ 60$/) { sub(/\.0 \/ 60$/, "", rate); rate = rate " a minute" }
            printf "| %s | %s | %s | %s |\n", $1, $2, rate, $4 }'
}

print_limits() {
    echo '| ceiling | value | |'
    echo '|---|---|---|'
    awk '/^\/\* (A request|JSON|Replies|Search)\./ { on = 1 } /^$/ { on = 0 }
         # What a caller can meet; the rest is between the program and its operator.
         on && /^#define/ && !/ARENA|_WAIT_|_KEYS |_PENDING|_LINE |_DIR_/ {
             name = $2; text = $0
             sub(/^#define [A-Z_]+ */, "", text)
             note = ""
             if (match(text, /\/\*.*\*\//)) { note = substr(text, RSTART + 3, RLENGTH - 6); text = substr(text, 1, RSTART - 1) }
             gsub(/[()]|u/, "", text); sub(/ +$/, "", text)
             if (match(text, / << 10/)) text = substr(text, 1, RSTART - 1) " KiB"
             if (match(text, / << 20/)) text = substr(text, 1, RSTART - 1) " MiB"
             printf "| `%s` | %s | %s |\n", name, text, note
         }' "$1/src/base/limits.h"
}

print_addresses() {
    echo '| address | methods | failures are |'
    echo '|---|---|---|'
    sed -n '/^const Route app_routes\[\]/,/^};/p' "$1/src/app/routes.c" |
        sed -nE 's/^ *\{ STR_C\("([^"]+)"\), *([A-Z_| ]+), SURFACE_([A-Z]+),.*/\1 \3 \2/p' |
        awk '{ kind["FHIR"] = "OperationOutcome"; kind["OAUTH"] = "OAuth JSON"; kind["PAGE"] = "a page"; kind["FILE"] = "a line of text"
               m = $3; for (i = 4; i <= NF; i++) m = m " " $i; gsub(/\|/, "\\|", m)
               if ($1 == last) { rows[n] = rows[n] ", " m } else { rows[++n] = "| `" $1 "` | " m; sort[n] = kind[$2]; last = $1 } }
             END { for (i = 1; i <= n; i++) print rows[i] " | " sort[i] " |" }'
}

# The page with its block replaced.
with_block() { # ROOT NAME PAGE
    awk -v name="$2" -v text="$("print_$2" "$1")" '
        $0 ~ "^<!-- " name ":" { print; print text; skip = 1; next }
        skip && /^<!-- end -->/ { skip = 0 }
        !skip' "$1/$3"
}

plan_keys() { sed -n '/ plan_keys\[\] = {/,/^};/p' "$1/src/plan/plan.c" | strings | cut -f1 | LC_ALL=C sort; }

check() {
    local root=$1 b name page bad=0 said
    for b in "${blocks[@]}"; do
        name=${b%%:*} page=${b#*:}
        if ! grep -q "^<!-- $name:" "$root/$page"; then
            echo "$page: there is no block \"$name\""
            bad=1
        elif ! with_block "$root" "$name" "$page" | cmp -s - "$root/$page"; then
            echo "$page: the block \"$name\" is not what the tables say; run tools/check_docs.sh --write"
            bad=1
        fi
    done
    # Keys of plan.ini have no words in the code, so people write the rows between "plan keys" and "end".
    said=$(sed -n '/^<!-- plan keys -->/,/^<!-- end -->/p' "$root/docs/operate.md" | sed -nE 's/^\| `([a-z_0-9]+)`.*/\1/p' | LC_ALL=C sort)
    if [ "$said" != "$(plan_keys "$root")" ]; then
        echo "docs/operate.md: keys of plan.ini are not those of src/plan/plan.c:"
        diff <(echo "$said") <(plan_keys "$root") || true
        bad=1
    fi
    return $bad
}

write() {
    local b name page new
    for b in "${blocks[@]}"; do
        name=${b%%:*} page=${b#*:}
        new=$(mktemp)
        with_block "$1" "$name" "$page" >"$new"
        cat "$new" >"$1/$page"
        rm "$new"
    done
}

# What each check finds when a table or a page is changed under it.
self_test() {
    local passed=0 failed=0
    tmp=$(mktemp -d) # not local: the trap outlives the function
    trap 'rm -rf "$tmp"' EXIT
    mkdir -p "$tmp/src"
    cp -r src/app src/base src/plan src/web "$tmp/src"
    cp -r docs "$tmp"
    expect() { # WANT WHAT
        local got=pass
        check "$tmp" >/dev/null || got=fail
        if [ "$got" = "$1" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$2: $got, expected $1"; fi
    }
    change() { # WHAT FILE SED
        cp "$tmp/$2" "$tmp/kept"
        sed -i -E "$3" "$tmp/$2"
        if cmp -s "$tmp/kept" "$tmp/$2"; then failed=$((failed + 1)); echo "$1: nothing was changed"; fi
        expect fail "$1"
        cp "$tmp/kept" "$tmp/$2"
    }
    write "$tmp"
    expect pass "the pages as written"
    change "a key more" src/app/conf_table.c 's/"audit\.dir"/"audit.folder"/'
    change "a default" src/app/conf_table.c 's/STR_C\("1000"\)/STR_C("2000")/'
    change "a command more" src/app/commands.c 's/STR_C\("doctor"\)/STR_C("nurse")/'
    change "an option" src/app/commands.c 's/STR_C\("--feed"\)/STR_C("--stream")/'
    change "an outcome" src/base/status.def 's/^STATUS\(ST_GONE, +410/STATUS(ST_GONE, 411/'
    change "an error's help" src/web/error_help.def 's/It was deleted/It is no more/'
    change "a rate" src/web/rate.def 's/"token", +10,/"token", 11,/'
    change "a ceiling" src/base/limits.h 's/^#define LIMIT_COUNT 1000u/#define LIMIT_COUNT 999u/'
    change "an address" src/app/routes.c 's#/\{plan\}/oauth/revoke#/{plan}/oauth/undo#'
    change "a plan key" src/plan/plan.c 's/STR_C\("services_url"\)/STR_C("services_site")/'
    change "a page's row" docs/operate.md '/^\| `store.url`/d'
    echo "$passed passed, $failed failed, 0 skipped"
    [ "$failed" -eq 0 ]
}

case ${1:-} in
--write) write . ;;
--self-test) self_test ;;
*) check "${1:-.}" ;;
esac
