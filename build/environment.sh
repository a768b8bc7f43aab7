# shellcheck shell=bash
# What every part of the launcher shares: messages, folders, and the .NET SDK. Sourced, never run.

# Messages go to standard error: standard output belongs to the program.
say() {
    printf 'assay: %s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# with_progress LABEL LOG COMMAND...
# Runs a command with its output in a log file, and says after two seconds and every ten what it waits for.
with_progress() {
    local label=$1 log=$2
    shift 2
    local begin=$SECONDS next=2 pid status=0
    # A process group of its own, so that an interrupt ends the compilers too. The locks (9, 8) stay with the launcher:
    # build servers live on, and would hold them.
    set -m
    "$@" >"$log" 2>&1 </dev/null 9>&- 8>&- &
    pid=$!
    set +m
    # shellcheck disable=SC2064 # the id of this very child
    trap "kill -TERM -- -$pid 2>/dev/null; exit 130" INT TERM HUP
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if ((SECONDS - begin >= next)); then
            say "$label, $((SECONDS - begin)) s"
            next=$((SECONDS - begin + 10))
        fi
    done
    wait "$pid" || status=$?
    trap - INT TERM HUP
    return "$status"
}

# The last lines of a log that say something, for a failure.
show_log() {
    grep -v '^[[:space:]]*$' "$1" | tail -n "${2:-20}" | sed 's/^/  /' >&2 || true
}

# Sets cache (the folder outside the checkout that holds what is built once) and native (its libraries).
find_cache() {
    if [[ -z ${HOME:-} ]]; then
        HOME=~
        export HOME
    fi
    cache=${ASSAY_CACHE:-$HOME/.cache/assay}
    [[ $cache == /* ]] || cache=$PWD/$cache
    native=$cache/native
    export ASSAY_CACHE=$cache ASSAY_NATIVE=$native
}

# Sets sdk_folder to the first .NET installation that holds an SDK 10, or to nothing.
find_sdk() {
    local candidate on_path
    sdk_folder=
    on_path=$(type -P dotnet || true)
    for candidate in "${on_path:+$(readlink -f "$on_path")}" "${DOTNET_ROOT:-/nowhere}/dotnet" "${HOME:-/nowhere}/.dotnet/dotnet" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        if [[ -x $candidate ]] && compgen -G "${candidate%/*}/sdk/10.0.*" >/dev/null; then
            sdk_folder=${candidate%/*}
            return 0
        fi
    done
    return 1
}

# Makes `dotnet` the SDK 10 for this process and its children.
use_sdk() {
    find_sdk || fail "no .NET SDK 10 was found on PATH, in DOTNET_ROOT, ~/.dotnet, /usr/share/dotnet or /usr/lib/dotnet; install it and start again."
    export DOTNET_ROOT=$sdk_folder PATH=$sdk_folder:$PATH
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
    export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 DOTNET_CLI_UI_LANGUAGE=en
}
