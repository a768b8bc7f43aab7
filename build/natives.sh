# shellcheck shell=bash
# Installs the native libraries of natives.lock into $ASSAY_CACHE/native, once for all checkouts. Sourced by `assay`.
#
# A file counts as installed when its record stands beside it (FILE.record: its digest, the digest of the package it came from, its size
# and time) and agrees with the lock file and the file. Library and record are written aside, synced and renamed, the record last;
# one process at a time does it.

# Reads natives.lock into package_version, package_digest (by name) and file_package, file_path, file_digest (by file).
read_lock_file() {
    declare -gA package_version=() package_digest=() file_package=() file_path=() file_digest=()
    declare -ga files=()
    local kind a b c d
    while read -r kind a b c d; do
        case $kind in
            package) package_version[$a]=$b package_digest[$a]=$c ;;
            file) files+=("$a") && file_package[$a]=$b file_path[$a]=$c file_digest[$a]=$d ;;
        esac
    done <"$ASSAY_ROOT/build/natives.lock"
}

# Sets missing to the files that are not installed, by their records and without reading them.
find_missing_natives() {
    local file name size time digest from known_size known_time
    local -A facts=()
    missing=()
    while read -r name size time; do
        facts[${name##*/}]="$size $time"
    done < <(stat -L -c '%n %s %.Y' -- "${files[@]/#/$native/}" 2>/dev/null || true)
    for file in "${files[@]}"; do
        digest='' from='' known_size='' known_time=''
        if [[ -n ${facts[$file]:-} && -f $native/$file.record ]]; then
            read -r digest from known_size known_time <"$native/$file.record" || true
        fi
        if [[ $digest != "${file_digest[$file]}" || $from != "${package_digest[${file_package[$file]}]}" || "$known_size $known_time" != "${facts[$file]:-}" ]]; then
            missing+=("$file")
        fi
    done
}

digest_of() {
    local line
    line=$(sha256sum -- "$1") && printf '%s' "${line%% *}"
}

# Reads a file whole; succeeds when its content is what the lock file says.
verify_native() {
    [[ -f $native/$1 && $(digest_of "$native/$1") == "${file_digest[$1]}" ]]
}

write_record() {
    local file=$1
    printf '%s %s %s\n' "${file_digest[$file]}" "${package_digest[${file_package[$file]}]}" "$(stat -c '%s %.Y' -- "$native/$file")" >"$work/$file.record"
    sync "$work/$file.record"
    mv -f "$work/$file.record" "$native/$file.record"
    sync "$native"
}

# Puts a finished file into the cache under its name.
place() {
    local source=$1 file=$2
    chmod 644 "$source"
    sync "$source"
    rm -f "$native/$file.record"
    mv -f "$source" "$native/$file"
    write_record "$file"
}

# Installs what is missing; costs one `stat` when nothing is.
install_natives() {
    read_lock_file
    find_missing_natives
    if ((${#missing[@]} == 0)); then
        return 0
    fi
    mkdir -p "$native" 2>/dev/null || true
    [[ -w $native ]] ||
        fail "the cache folder $native cannot be written; set ASSAY_CACHE to a folder of yours, or make this one writable."
    exec 9>"$cache/native.lock"
    if ! flock -n 9; then
        say "another process is installing the native libraries, waiting for it"
        flock 9
    fi
    install_under_lock
    exec 9>&-
}

install_under_lock() {
    local file package
    # Whatever an interrupted installation left behind is worth nothing: only this process holds the lock.
    rm -rf "$native"/.work.*
    work=$(mktemp -d "$native/.work.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    find_missing_natives
    local -A wanted=()
    for file in "${missing[@]}"; do
        # A file that is whole but lost its record (copied, touched) is taken as it is.
        if verify_native "$file"; then
            write_record "$file"
        else
            wanted[$file]=1
        fi
    done
    if ((${#wanted[@]} > 0)); then
        require_platform
        say "installing native libraries into $native: ${!wanted[*]}"
        for file in "${files[@]}"; do
            [[ -n ${wanted[$file]:-} ]] || continue
            package=${file_package[$file]}
            download "$package"
            unpack "$file" "$package"
        done
        say "native libraries are ready after $SECONDS s"
    fi
    rm -rf "$work"
    trap - EXIT
}

# Sets platform to this machine's system in words.
describe_platform() {
    local os_id=unknown os_version=''
    if [[ -r /etc/os-release ]]; then
        os_id=$(. /etc/os-release && printf '%s' "${ID:-unknown}")
        os_version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
    fi
    platform="$os_id${os_version:+ $os_version} on $(uname -sm)"
}

is_platform_supported() {
    [[ $platform == 'debian 12 on Linux x86_64' ]]
}

require_platform() {
    local tool free_kb
    describe_platform
    is_platform_supported ||
        fail "native libraries are prepared for Debian 12 on linux-x64 only, and this is $platform; docs/dependencies.md says what to put into $native."
    for tool in apt-get dpkg sha256sum flock; do
        type -P "$tool" >/dev/null || fail "$tool is not installed, and the native libraries need it once; install it and start again ('./assay doctor' lists everything)."
    done
    free_kb=$(df -Pk "$native" | awk 'NR == 2 { print $4 }')
    ((free_kb > 300000)) || fail "$native has $((free_kb / 1024)) MB free and the installation needs 300 MB for a while; free some space or set ASSAY_CACHE to another disk."
}

# Brings a package to $work/packages/NAME and checks its digest.
download() {
    local package=$1 version=${package_version[$1]} folder=$work/packages/$1 log=$work/download.log status=0 actual
    local -a found
    [[ ! -e $folder ]] || return 0
    mkdir -p "$folder"
    with_progress "downloading $package $version" "$log" fetch_apt "$package=$version" "$folder" || status=$?
    found=("$folder"/*.deb)
    if ((status != 0)) || [[ ! -f ${found[0]} ]]; then
        show_log "$log" 5
        fail "$package $version could not be downloaded with apt-get; check the network and /etc/apt/sources.list, then start again."
    fi
    actual=$(digest_of "${found[0]}")
    [[ $actual == "${package_digest[$package]}" ]] ||
        fail "$package $version has the digest $actual, but ${package_digest[$package]} is expected; nothing was installed from it."
    mv "${found[0]}" "$folder/package"
}

# Only downloads: no script of a package runs. Package lists and archives of our own, so that neither root nor an earlier `apt-get update` is needed.
fetch_apt() {
    local -a options=(-q -o "Dir::State=$work/apt/state" -o "Dir::Cache=$work/apt/cache" -o Dir::State::status=/var/lib/dpkg/status
        -o "Dir::Log=$work/apt/log" -o APT::Sandbox::User= -o Debug::NoLocking=1 -o Acquire::Languages=none -o Acquire::Retries=2
        -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
    if [[ ! -d $work/apt ]]; then
        mkdir -p "$work/apt/state/lists/partial" "$work/apt/cache/archives/partial" "$work/apt/log"
        # A source that fails is no matter as long as the package is found.
        apt-get "${options[@]}" update || true
    fi
    cd "$2" && apt-get "${options[@]}" download "$1"
}

unpack() {
    local file=$1 package=$2 path=${file_path[$1]} archive=$work/packages/$2/package actual
    dpkg -x "$archive" "$work/unpacked"
    cp -L "$work/unpacked/$path" "$work/$file"
    actual=$(digest_of "$work/$file")
    [[ $actual == "${file_digest[$file]}" ]] ||
        fail "$file in $package has the digest $actual, but ${file_digest[$file]} is expected; nothing was installed from it."
    place "$work/$file" "$file"
    say "$file is installed"
}
