#!/usr/bin/env bash
# three-workers.sh FOLDER: one selection on three machines, one of which is cut off in the middle and then killed; and the same on one machine.
#
# The machines are network namespaces with addresses of their own on one bridge. They share the endpoint of a Temporal service (asked for
# certificates both ways) and an S3 server, and no folder. Ends with exit 0 and one JSON line when both runs made the same files; with exit 77
# where namespaces are not allowed. Works unprivileged where user namespaces are.
#
# Environment: ASSAY_PROGRAM, the program's assembly; ASSAY_ROOT, the checkout; S3RVER, the folder of npm's s3rver; CUT_SECONDS, how long the
# third machine is cut off before it is killed (default 5); RETURNS=1 to reconnect it instead of killing it; WORKERS=1|2|3 for fewer machines
# and no cut, to measure; CONCURRENT,
# how many activities a worker takes at once (default 1).
set -euo pipefail

folder=$1
if [[ ${INSIDE:-} != 1 ]]; then
    mkdir -p "$folder"
    flags=-nm
    [[ $(id -u) == 0 ]] || flags=-Urnm
    unshare $flags true 2>/dev/null || { echo "network namespaces are not allowed here" >&2; exit 77; }
    INSIDE=1 exec unshare $flags --kill-child --fork --pid --mount-proc bash "$0" "$folder"
fi

started=()
finish() { ((${#started[@]} == 0)) || kill -9 "${started[@]}" 2>/dev/null || true; }
trap finish EXIT
say() { echo "$(date -u +%H:%M:%S) $*" >&2; }
fail() { say "$*"; tail -n 5 "$folder"/*.log >&2; exit 1; }

mount -t tmpfs none /run
mkdir -p /run/netns
ip link set lo up
ip link add bridge0 type bridge
ip link set bridge0 up
# machine NAME NUMBER: a namespace at 10.77.0.NUMBER
machine() {
    ip netns add "$1"
    ip link add "port-$1" type veth peer name eth0 netns "$1"
    ip link set "port-$1" master bridge0 up
    nsenter --net="/run/netns/$1" sh -c "ip link set lo up; ip address add 10.77.0.$2/24 dev eth0; ip link set eth0 up"
}
# on NAME LOG COMMAND…: runs a command there, in the background
on() {
    local name=$1 log=$2
    shift 2
    nsenter --net="/run/netns/$name" "$@" >"$folder/$log.out" 2>"$folder/$log.log" &
    started+=($!)
    last=$!
}
wait_for() {
    local pattern=$1 file=$2 seconds=$3
    for ((i = 0; i < seconds * 10; i++)); do
        ! grep -qE "$pattern" "$file" 2>/dev/null || return 0
        sleep 0.1
    done
    fail "'$pattern' did not come in $file"
}

count=${WORKERS:-3}
machine temporal 2
machine store 3
for ((n = 1; n <= count; n++)); do machine "w$n" $((10 + n)); done

cd "$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem 2>/dev/null
for name in server client; do
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -keyout $name.key -out $name.csr 2>/dev/null
    printf 'subjectAltName=IP:10.77.0.2\n' >$name.ext
    openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile $name.ext -out $name.pem 2>/dev/null
done
chmod 600 ./*.key
printf 'aws_access_key_id = S3RVER\naws_secret_access_key = S3RVER\n' >s3.key
chmod 600 s3.key

# deployment HOME: temporal.yaml of one machine, with copies of the keys, since nothing is shared
deployment() {
    mkdir -p "$1/keys"
    cp ca.pem client.pem client.key s3.key "$1/keys/"
    cat >"$1/temporal.yaml" <<YAML
engine: temporal
taskQueue: assay
cluster:
  address: 10.77.0.2:7233
  tls: { serverCa: keys/ca.pem, clientCertificate: keys/client.pem, clientKey: keys/client.key }
artifacts:
  store: s3
  s3: { endpoint: "http://10.77.0.3:9000", bucket: assay, prefix: research, credentialsFile: keys/s3.key, timeoutSeconds: 5 }
worker:
  concurrentActivities: ${CONCURRENT:-1}
YAML
}

mkdir -p bucket service
printf 'taskQueue: service-only\n' >service/temporal.yaml
on store s3rver node "$S3RVER/node_modules/s3rver/bin/s3rver.js" --directory "$folder/bucket" --address 10.77.0.3 --port 9000 --configure-bucket assay
wait_for listening s3rver.out 20
on temporal service dotnet "$ASSAY_PROGRAM" serve --home "$folder/service" --listen 10.77.0.2:7233 --tls-cert server.pem --tls-key server.key --tls-client-ca ca.pem
wait_for 'on 10.77.0.2:7233' service.log 60
for ((n = 1; n <= count; n++)); do
    deployment "w$n"
    queues=computing
    ((n > 1)) || queues=all
    on "w$n" "w$n" dotnet "$ASSAY_PROGRAM" worker --home "$folder/w$n" --queues $queues
    eval "worker$n=$last"
done
for ((n = 1; n <= count; n++)); do wait_for 'working for' "w$n.log" 60; done

begin=$(date +%s.%N)
on w1 run dotnet "$ASSAY_PROGRAM" run --home "$folder/w1" --json
client=$last
if ((count == 3)) && [[ -z ${WORKERS:-} ]]; then
    wait_for '(TrainCandidate|BacktestCandidate) ' w3.log 180
    say "the third machine is cut off; its log so far:"
    tail -n 3 w3.log >&2
    ip link set port-w3 down
    sleep "${CUT_SECONDS:-5}"
    if [[ -n ${RETURNS:-} ]]; then
        ip link set port-w3 up
        say "the third machine is back"
    else
        kill -9 "$worker3"
        say "the third machine is killed"
    fi
fi
status=0
wait "$client" || status=$?
end=$(date +%s.%N)
((status == 0 || status == 3)) || fail "the run ended with exit code $status"
ticks=0
for ((n = 1; n <= count; n++)); do
    worker="worker$n"
    ticks=$((ticks + $(awk '{print $14 + $15}' "/proc/${!worker}/stat" 2>/dev/null || echo 0)))
done
say "the run on $count machines took $(echo "$end - $begin" | bc) s"

if [[ -z ${WORKERS:-} ]]; then
    dotnet "$ASSAY_PROGRAM" run --home "$folder/alone" --json >alone.out 2>alone.log || (($? == 3)) || fail "the run on one machine failed"
fi
node - "$folder" "$(echo "$end - $begin" | bc)" "$(echo "scale=2; $ticks / $(getconf CLK_TCK)" | bc)" <<'JS'
const fs = require('fs'), path = require('path');
const [folder, seconds, cpuSeconds] = process.argv.slice(2);
const read = home => {
    const runs = path.join(folder, home, 'artifacts', 'runs');
    if (!fs.existsSync(runs)) return null;
    const files = JSON.parse(fs.readFileSync(path.join(runs, fs.readdirSync(runs)[0], 'run.json'))).files;
    return new Map(files.map(f => [f.name, f]));
};
const shared = read('w1'), alone = read('alone');
// Keys, approvals and signatures are of each home.
const content = m => [...m.values()].filter(f => !f.name.startsWith('release/'));
const different = alone === null ? [] : [...new Set([...content(shared), ...content(alone)].map(f => f.name))]
    .filter(n => shared.get(n)?.artifact.sha256 !== alone.get(n)?.artifact.sha256);
const times = name => [...shared.values()].filter(f => f.activity === name);
const span = files => (Math.max(...files.map(f => Date.parse(f.ended))) - Math.min(...files.map(f => Date.parse(f.started)))) / 1000;
const fan = [...times('TrainCandidate'), ...times('BacktestCandidate')];
console.log(JSON.stringify({
    seconds: Number(seconds), workersCpuSeconds: Number(cpuSeconds), fanOutSeconds: fan.length > 0 ? span(fan) : null,
    trainSeconds: span(times('TrainCandidate')), backtestSeconds: span(times('BacktestCandidate')),
    files: content(shared).length, same: alone === null ? null : different.length === 0, different,
}));
process.exit(different.length === 0 ? 0 : 1);
JS
