# shellcheck shell=bash
# `assay doctor`: says what is there, what is missing and what to do. Exit 0 when all is well, else 1. Sourced by `assay`.

doctor() {
    local problems=0
    printf '%-24s %-8s %s\n' item status detail
    check_platform
    check_sdk
    check_tool apt-get missing "XGBoost and OpenMP are taken from Debian's packages; it needs Debian 12"
    check_tool dpkg missing "XGBoost and OpenMP are taken from Debian's packages; it needs Debian 12"
    check_tool flock missing "install the package 'util-linux'"
    check_tool npm optional "'./assay test' skips what compares us with npm's packages; for that, install Node.js with npm (a package 'npm' or 'nodejs')"
    check_cache
    check_natives
    check_program
    check_home "$@" || problems=$((problems + 1))
    if ((problems > 0)); then
        printf 'Some of these need attention.\n'
        return 1
    fi
    printf 'Everything is in place.\n'
}

report() {
    printf '%-24s %-8s %s\n' "$1" "$2" "$3"
    if [[ $2 != ok && $2 != later && $2 != optional ]]; then
        problems=$((problems + 1))
    fi
}

check_platform() {
    describe_platform
    if is_platform_supported; then
        report platform ok "$platform"
    else
        report platform missing "$platform; native libraries are prepared for Debian 12 on linux-x64 (docs/dependencies.md)"
    fi
}

check_sdk() {
    local -a versions
    if find_sdk; then
        versions=("$sdk_folder"/sdk/10.0.*)
        report ".NET SDK 10" ok "${versions[-1]}"
    else
        report ".NET SDK 10" missing "not on PATH, in DOTNET_ROOT, ~/.dotnet, /usr/share/dotnet or /usr/lib/dotnet: install it"
    fi
}

# check_tool NAME STATUS ADVICE: what it is without the tool, and what to do.
check_tool() {
    local path
    if path=$(type -P "$1"); then
        report "$1" ok "$path"
    else
        report "$1" "$2" "$3"
    fi
}

check_cache() {
    local place=$cache free_mb
    while [[ ! -e $place ]]; do
        place=${place%/*}
        place=${place:-/}
    done
    if [[ -d $place && -w $place ]]; then
        report "cache folder" ok "$cache"
    else
        report "cache folder" missing "$cache cannot be written: set ASSAY_CACHE to a folder of yours"
    fi
    free_mb=$(($(df -Pk "$place" | awk 'NR == 2 { print $4 }') / 1024))
    if ((free_mb >= 300)); then
        report "free disk (cache)" ok "$free_mb MB"
    else
        report "free disk (cache)" low "$free_mb MB, and an installation needs 300 MB for a while"
    fi
    free_mb=$(($(df -Pk "$ASSAY_ROOT" | awk 'NR == 2 { print $4 }') / 1024))
    if ((free_mb >= 1000)); then
        report "free disk (checkout)" ok "$free_mb MB"
    else
        report "free disk (checkout)" low "$free_mb MB, and the build with a few runs needs 1000 MB"
    fi
}

# Reads every library whole: a changed bit shows here.
check_natives() {
    local file source
    read_lock_file
    for file in "${files[@]}"; do
        source="${file_package[$file]} ${package_version[${file_package[$file]}]}"
        if verify_native "$file"; then
            report "$file" ok "digest checked, from $source"
        elif [[ -e $native/$file ]]; then
            report "$file" damaged "its digest is not the expected one: delete $native/$file and './assay run' installs it again"
        else
            report "$file" missing "'./assay run' installs it (from $source)"
        fi
    done
}

check_program() {
    if [[ -z $sdk_folder ]]; then
        return
    fi
    fingerprint_sources
    if is_program_fresh; then
        report program ok "$program_assembly is up to date"
    else
        report program later "the next command builds it"
    fi
}

# The program's own part, with its options (--home, --engine): engine, workers, artifact store.
check_home() {
    if [[ -n $sdk_folder ]] && is_program_fresh; then
        use_sdk
        dotnet "$ASSAY_ROOT/$program_assembly" doctor "$@"
    fi
}
