# shellcheck shell=bash
# Builds the program when its sources changed, and runs it; the benchmarks and the formatter likewise. Sourced by `assay`.

program_project=src/Cli/Cli.csproj
program_assembly=src/Cli/bin/Release/net10.0/Assay.Cli.dll

# Sets fingerprint to a hash over path, size and time of every file that the build reads. Deleted and added files change it.
fingerprint_sources() {
    fingerprint=$(
        cd "$ASSAY_ROOT" || exit
        {
            printf '%s\n' "$sdk_folder"/sdk/10.0.*
            find ./*.props ./*.targets build/AheadOfTime global.json .editorconfig src workflows activities config \
                \( -name bin -o -name obj \) -prune -o -type f ! -name '*.md' -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort || true
        } | sha256sum
    )
}

# Brings the compiler of build/AheadOfTime, and notes where it lies, so that later builds do not ask. Without it the build goes on.
restore_compiler() {
    local stamp=$ASSAY_ROOT/obj/compiler.stamp log=$ASSAY_ROOT/obj/compiler.log project=$ASSAY_ROOT/build/AheadOfTime/Compiler.csproj
    local known='' compiler='' sdks
    sdks=$(printf '%s ' "$sdk_folder"/sdk/10.0.*)
    if [[ -f $stamp ]]; then
        { IFS= read -r known && IFS= read -r compiler; } <"$stamp" || true
    fi
    if [[ $known == "$sdks" && -x $compiler ]]; then
        return 0
    fi
    if with_progress "restoring the ahead-of-time compiler" "$log" timeout 120 dotnet restore "$project" &&
        compiler=$(dotnet msbuild "$project" -nologo -t:FindAheadOfTimeCompiler -getProperty:AheadOfTimeCompiler) && [[ -x $compiler ]]; then
        printf '%s\n' "$sdks" "$compiler" >"$stamp"
    else
        say "the ahead-of-time compiler could not be restored ($log says why); the program is built without it, and each command takes about half a second longer to start."
    fi
}

# build_release TARGET LABEL: builds a project or solution in Release, one process at a time in a checkout.
build_release() {
    local target=$1 label=$2 log=$ASSAY_ROOT/obj/build.log
    restore_compiler
    if ! with_progress "restoring packages" "$log" dotnet restore "$ASSAY_ROOT/$target"; then
        show_log "$log"
        if grep -q 'error NU1004' "$log"; then
            fail "the projects ask for other packages than packages.lock.json beside them; 'dotnet restore Pipeline.sln' writes these files anew: review and commit them."
        fi
        if grep -q 'error NU1403' "$log"; then
            fail "a package does not have the digest that packages.lock.json names; find out why before you go on ('dotnet nuget locals all --clear' removes the copies on this machine)."
        fi
        fail "the packages could not be restored; check the network and the NuGet configuration ('dotnet nuget list source'), then start again."
    fi
    if ! with_progress "$label" "$log" dotnet build "$ASSAY_ROOT/$target" -c Release --no-restore -nologo -v quiet "-clp:ErrorsOnly;NoSummary"; then
        show_log "$log"
        fail "$label failed; the whole log is $log."
    fi
}

lock_build() {
    mkdir -p "$ASSAY_ROOT/obj" 2>/dev/null || true
    [[ -w $ASSAY_ROOT/obj ]] || fail "the checkout $ASSAY_ROOT cannot be written, and the program is built inside it; make it writable or clone it elsewhere."
    exec 8>"$ASSAY_ROOT/obj/build.lock"
    if ! flock -n 8; then
        say "another process is building in this checkout, waiting for it"
        flock 8
    fi
}

is_program_fresh() {
    [[ -f $ASSAY_ROOT/$program_assembly && -f $ASSAY_ROOT/obj/build.stamp && $(<"$ASSAY_ROOT/obj/build.stamp") == "$fingerprint" ]]
}

# The fingerprint taken before the build: a file that changes during it makes the next start build again.
write_build_stamp() {
    printf '%s\n' "$fingerprint" >"$ASSAY_ROOT/obj/build.stamp.new"
    mv -f "$ASSAY_ROOT/obj/build.stamp.new" "$ASSAY_ROOT/obj/build.stamp"
}

# Replaces this process by the program; the SDK must be in use.
run_program() {
    [[ -f $ASSAY_ROOT/$program_project ]] || fail "the program's project $program_project is not in this checkout."
    fingerprint_sources
    if ! is_program_fresh; then
        lock_build
        fingerprint_sources
        if ! is_program_fresh; then
            rm -f "$ASSAY_ROOT/obj/build.stamp"
            build_release "$program_project" "building the program"
            write_build_stamp
        fi
        exec 8>&-
    fi
    exec dotnet "$ASSAY_ROOT/$program_assembly" "$@"
}

run_benchmarks() {
    use_sdk
    [[ -f $ASSAY_ROOT/tests/Benchmarks/Benchmarks.csproj ]] || fail "there are no benchmarks in this checkout (tests/Benchmarks)."
    install_natives
    lock_build
    build_release tests/Benchmarks/Benchmarks.csproj "building the benchmarks"
    exec 8>&-
    exec dotnet run --project "$ASSAY_ROOT/tests/Benchmarks/Benchmarks.csproj" -c Release --no-build -- "$@"
}

# format [--check]: lays the sources out as .editorconfig says, or only says whether they are.
format_sources() {
    local -a options=()
    case ${1:-} in
        '') ;;
        --check) options+=(--verify-no-changes) ;;
        *) say "'assay format' knows only --check, not '$1'." && exit 2 ;;
    esac
    use_sdk
    exec dotnet format "$ASSAY_ROOT/Pipeline.sln" "${options[@]}"
}
