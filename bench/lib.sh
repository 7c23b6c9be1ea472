# lib.sh - what the measurements set up alike; to be read by ".".
free_port() { node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }

# bench_begin NAME: $work, a folder that goes with the script, as the process $server does; $port and $base to serve at
bench_begin() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/postern-$1.XXXXXX")
    server=
    trap bench_end EXIT
    port=$(free_port)
    base=http://127.0.0.1:$port
}

bench_end() {
    [ -n "$server" ] && kill "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}

say_machine() {
    echo "machine: $(nproc) cores, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | xargs); $(date -u +%F); commit $(git rev-parse --short HEAD)$(git diff --quiet || echo +); load average $(cut -d' ' -f1 /proc/loadavg)"
}

# make_plans WORK NAME...: sandbox plans, and the folder of mails
make_plans() {
    local work=$1 plan
    shift
    mkdir -p "$work/mail"
    for plan in "$@"; do
        mkdir -p "$work/plans/$plan"
        printf 'name = %s\nsandbox = yes\n' "$plan" >"$work/plans/$plan/plan.ini"
    done
}

# make_conf FILE PORT BASE: a server with two workers
make_conf() {
    cat >"$1" <<INI
[server]
listen = 127.0.0.1:$2
base_url = $3
workers = 2
[store]
url = ${STORE:-sqlite:store}
[mail]
url = file:mail
INI
}
