# shellcheck shell=bash
# `assay test [EXPRESSION]`: builds everything in Release and runs the test projects, two at a time. The arguments, if any, are one filter
# expression: part of a full name, or such as FullyQualifiedName~Hrp. The last line is `N passed, N failed, N skipped`. Sourced by `assay`.

# The longest begins first and waits a lot, so that the others run beside it. Projects not named here come last, by name.
test_order=(Chaos Architecture Unit Golden Interop Browser Workflows)
suites_at_once=2

run_tests() {
    use_sdk
    install_natives
    if [[ ${1:-} == --filter ]]; then
        shift
    fi
    local filter="$*" begin
    local -a names
    find_test_projects
    ((${#names[@]} > 0)) || fail "there are no test projects under tests/."

    begin=$SECONDS
    fingerprint_sources
    lock_build
    build_release Pipeline.sln "building everything"
    if [[ -f $ASSAY_ROOT/$program_assembly ]]; then
        write_build_stamp
    fi
    exec 8>&-
    say "built in $((SECONDS - begin)) s"
    install_witness temporal-interop "$ASSAY_ROOT/tests/Temporal.Interop/typescript" "Temporal's TypeScript SDK"
    install_witness s3rver "$ASSAY_ROOT/tests/Chaos/Network/s3rver" "npm's S3 server"
    install_witness sigstore "$ASSAY_ROOT/tests/Interop/sigstore" "npm's Sigstore verifier"

    local passed=0 failed=0 skipped=0 troubled=''
    local -A suites=() begins=()
    results=$(mktemp -d)
    trap 'rm -rf "$results"' EXIT
    run_suites "$filter"
    if ((passed + failed + skipped == 0)); then
        say "no test was found${filter:+ that matches '$filter'}."
        failed=1
    fi
    [[ -z $troubled ]] || say "failed:$troubled"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    if ((failed > 0)); then
        exit 1
    fi
}

# install_witness NAME FOLDER LABEL: npm packages that tests compare us with, as FOLDER's lock file names them, installed once into NAME of
# the cache. Without npm, or where the installation fails, the tests that need them are skipped.
install_witness() {
    local folder=$cache/$1 source=$2
    if [[ ! -d $source ]] || cmp -s "$source/package-lock.json" "$folder/node_modules/.installed"; then
        return 0
    fi
    if ! type -P npm >/dev/null; then
        say "npm is not installed, so the tests with $3 are skipped"
        return 0
    fi
    mkdir -p "$folder"
    cp "$source/package.json" "$source/package-lock.json" "$folder/"
    if with_progress "installing $3" "$folder/install.log" fetch_witness "$folder"; then
        cp "$source/package-lock.json" "$folder/node_modules/.installed"
    else
        rm -rf "$folder/node_modules"
        say "$3 could not be installed ($folder/install.log says why), so the tests with it are skipped"
    fi
}

fetch_witness() {
    cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error --fetch-retries 1 --fetch-retry-mintimeout 1000 --fetch-retry-maxtimeout 3000
}

# Runs the projects of names beside each other, and tells of each when it ends: its line, and its output if a test failed.
run_suites() {
    local begin=$SECONDS next=2 pid name
    local -a waiting=("${names[@]}")
    trap 'end_suites; exit 130' INT TERM HUP
    while ((${#waiting[@]} + ${#suites[@]} > 0)); do
        while ((${#waiting[@]} > 0 && ${#suites[@]} < suites_at_once)); do
            start_suite "${waiting[0]}" "$1"
            waiting=("${waiting[@]:1}")
        done
        sleep 0.2
        for pid in "${!suites[@]}"; do
            kill -0 "$pid" 2>/dev/null || finish_suite "$pid"
        done
        if ((SECONDS - begin >= next && ${#suites[@]} > 0)); then
            name=$(printf '%s\n' "${suites[@]}" | LC_ALL=C sort | paste -sd ' ')
            say "testing ${name// / and }, $((SECONDS - begin)) s"
            next=$((SECONDS - begin + 10))
        fi
    done
    trap - INT TERM HUP
}

# A process group of its own, and without the launcher's locks, as in with_progress.
start_suite() {
    set -m
    { run_test_project "$1" "$2" || exit "$?"; } >"$results/$1.log" 2>&1 </dev/null 9>&- 8>&- &
    set +m
    suites[$!]=$1 begins[$!]=$SECONDS
}

# Adds a process that has ended to passed, failed, skipped and troubled.
finish_suite() {
    local name=${suites[$1]} status=0
    wait "$1" || status=$?
    count_results "$name" "$status"
    printf '%-16s %5d passed, %d failed, %d skipped, %d s\n' "$name" "$project_passed" "$project_failed" "$project_skipped" "$((SECONDS - begins[$1]))"
    passed=$((passed + project_passed)) failed=$((failed + project_failed)) skipped=$((skipped + project_skipped))
    if ((project_failed > 0)); then
        troubled+=" $name"
        grep -v '^[[:space:]]*$' "$results/$name.log" || true
    fi
    unset "suites[$1]" "begins[$1]"
}

end_suites() {
    local pid
    for pid in "${!suites[@]}"; do
        kill -TERM -- "-$pid" 2>/dev/null || true
    done
}

# Sets names to the folders under tests/ that hold a test project.
find_test_projects() {
    local name project
    local -A known=()
    local -a others=()
    for project in "$ASSAY_ROOT"/tests/*/*.csproj; do
        if grep -q '<IsTestProject>true<' "$project"; then
            name=${project%/*}
            known[${name##*/}]=1
        fi
    done
    for name in "${!known[@]}"; do
        [[ " ${test_order[*]} " == *" $name "* ]] || others+=("$name")
    done
    names=()
    for name in "${test_order[@]}" $(printf '%s\n' "${others[@]}" | LC_ALL=C sort); do
        [[ -z ${known[$name]:-} ]] || names+=("$name")
    done
}

# A test that hangs for ten minutes ends its project as failed. A project in which the filter finds nothing is well (exit code 8). A test whose
# reviewed snapshot is not in the checkout fails; run by hand, it writes one.
run_test_project() {
    local -a options=(--results-directory "$results" --report-xunit-trx --report-xunit-trx-filename "$1.trx" --ignore-exit-code 8
        --hangdump --hangdump-timeout 10m --hangdump-type None --output Minimal --no-ansi --progress off)
    [[ -z $2 ]] || options+=(--filter "$2")
    SNAPSHOOTER_STRICT_MODE=on dotnet "$ASSAY_ROOT/tests/$1/bin/Release/net10.0/Assay.Tests.$1.dll" "${options[@]}"
}

# Sets project_passed, project_failed and project_skipped. A run that ended badly without a failed test counts as one failure.
count_results() {
    local counters='' total
    project_passed=0 project_failed=0 project_skipped=0
    if [[ -f $results/$1.trx ]]; then
        counters=$(grep -o '<Counters [^>]*>' "$results/$1.trx" | head -n 1)
    fi
    if [[ $counters =~ \ total=\"([0-9]+)\" ]]; then
        total=${BASH_REMATCH[1]}
        [[ $counters =~ \ passed=\"([0-9]+)\" ]] && project_passed=${BASH_REMATCH[1]}
        [[ $counters =~ \ failed=\"([0-9]+)\" ]] && project_failed=${BASH_REMATCH[1]}
        project_skipped=$((total - project_passed - project_failed))
    fi
    if (($2 != 0 && project_failed == 0)); then
        project_failed=1
        say "$1 ended with exit code $2 although no test of it failed."
    fi
}
