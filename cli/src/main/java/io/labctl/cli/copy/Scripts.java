package io.labctl.cli.copy;

/**
 * What a server's shell does of a copy. Names reach it as arguments and are never a part of it. Its
 * exit code is 3 when something is not there, and it says what was wrong.
 */
final class Scripts {
    /** What the scripts say themselves begins so; then nothing is copied. */
    static final String MARK = "labctl-cp! ";

    private static final String BEGIN =
            """
            export LC_ALL=C
            unset TAR_OPTIONS
            say() { printf '%s%s\\n' 'labctl-cp! ' "$*" >&2; }
            command -v tar >/dev/null || { say "no program 'tar' there"; exit 1; }
            """;

    /**
     * Writes an archive for each argument behind the first, a path. One that is a link is followed;
     * of hard links each is a file of its own. Behind them all stands one that is empty and has the
     * first argument as its label: what comes without it has broken off.
     *
     * <p>Files of the kernel say that they are empty, and tar believes it. One that is named is
     * read to its end first; folders of such files, and folders where some are mounted, are
     * refused.
     */
    static final String PACK =
            "# labctl cp, from here\n"
                    + BEGIN
                    + """
                    mark=$1
                    shift
                    worst=0
                    for path; do
                        case $path in /*) ;; *) path=./$path ;; esac
                        why=$(stat -L -- "$path" 2>&1 >/dev/null) && continue
                        say "'$path': ${why##*: }"
                        case $why in
                            *'No such file'*) worst=3 ;;
                            *) [ "$worst" != 0 ] || worst=1 ;;
                        esac
                    done
                    [ "$worst" = 0 ] || exit "$worst"
                    pack() { tar -c -f - -b 20 --format=gnu "$@"; }
                    refuse_kernels() {
                        while read -r _ mounted kind _; do
                            case $kind in
                                proc | cgroup | cgroup2 | debugfs | tracefs | securityfs | selinuxfs | bpf | binfmt_misc | fusectl | nfsd) ;;
                                *) continue ;;
                            esac
                            mounted=$(printf '%b' "$mounted")
                            case ${mounted%/}/ in "${1%/}"/*) shown=$mounted ;; *) shown=$1 ;; esac
                            case $shown/ in
                                "$mounted"/*) say "'$shown' is of the kernel, whose files do not say how long they are: copy them one by one"; exit 1 ;;
                            esac
                        done </proc/self/mounts
                    }
                    # Also when it cannot be read: then it is not empty for all that is known.
                    says_something() { [ "$({ head -c 1 -- "$1" || echo; } 2>/dev/null | wc -c)" != 0 ]; }
                    read_first() {
                        [ -n "$kept" ] || kept=$(mktemp -d) || exit 1
                        rm -f -- "$kept/$2"
                        why=$(ulimit -f 131072; cp -L --preserve=mode,timestamps -- "$1" "$kept/$2" 2>&1) && return
                        why=${why##*: }
                        say "'$1': ${why:-more than 64 MiB come of it, or it has no end}"
                        exit 1
                    }
                    kept=
                    trap '[ -z "$kept" ] || rm -rf -- "$kept"' EXIT
                    trap 'exit 129' HUP
                    trap 'exit 130' INT
                    trap 'exit 141' PIPE
                    trap 'exit 143' TERM
                    for path; do
                        case $path in /*) ;; *) path=./$path ;; esac
                        real=$(readlink -f -- "$path" && echo x) || { say "'$path' cannot be found"; exit 1; }
                        real=${real%?x}
                        [ "$real" != / ] || { say "'/' has no name that it could have elsewhere"; exit 1; }
                        folder=${real%/*}
                        [ ! -d "$real" ] || refuse_kernels "$real"
                        if [ -f "$path" ] && [ -r "$path" ] && [ ! -s "$path" ] && says_something "$path"; then
                            read_first "$path" "${real##*/}"
                            folder=$kept
                        fi
                        pack --hard-dereference --no-unquote --quoting-style=literal \\
                            -C "${folder:-/}" -- "./${real##*/}"
                        code=$?
                        [ "$code" -le 2 ] || { say "tar ended with exit code $code: nothing was copied"; exit 1; }
                        [ "$code" = 0 ] || worst=1
                    done
                    pack -V "$mark" -T /dev/null || exit 1
                    exit "$worst"
                    """;

    /**
     * Reads an archive and puts what is in it in its place when all of it has come. Its arguments
     * are the target, whether that has to be a folder, the name of what stands last in the archive,
     * and the names of the things in it.
     *
     * <p>The folder that it writes in may be somebody's who wants to misuse it, and exchanges what
     * is in there at any moment. So it takes no way twice: it stands in a folder, or has it open,
     * and looks whether that is the one that was meant before it does anything there. What arrives
     * does so in a folder that only its own account can look into.
     */
    static final String UNPACK =
            "# labctl cp, to here\n"
                    + BEGIN
                    + """
                    refuse() {
                        why=$(stat -L -- "${1%/}" 2>&1 >/dev/null)
                        case $why in
                            '') say "'$1' is no folder" ;;
                            *'No such file'*) say "no such folder '$1'"; exit 3 ;;
                            *) say "'$1': ${why##*: }" ;;
                        esac
                        exit 1
                    }
                    target=$1 needed=$2 last=$3
                    shift 3
                    case $target in /* | .) ;; *) target=./$target ;; esac
                    as=
                    if [ -d "$target" ]; then
                        folder=$target
                    elif [ "$needed" = yes ]; then
                        refuse "$target"
                    else
                        folder=${target%/*}
                        folder=${folder:-/}
                        as=${target##*/}
                        [ -d "$folder" ] || refuse "$folder"
                    fi
                    cd -P -- "$folder" 2>/dev/null || {
                        why=$(stat -L -- "${folder%/}/." 2>&1 >/dev/null)
                        say "'$folder': ${why##*: }"
                        exit 1
                    }
                    this() { stat -c %d:%i "$1"; }
                    where=$(this .)
                    device=$(stat -c %d .)
                    hidden=
                    inside=
                    clean() {
                        trap '' HUP INT PIPE TERM
                        if [ -n "$inside" ]; then
                            rm -rf -- ./* ./.[!.]* ./..?* 2>/dev/null || {
                                find . -type d ! -perm -700 -exec chmod u+rwx {} \\;
                                rm -rf -- ./* ./.[!.]* ./..?*
                            }
                            cd -P ..
                        fi
                        [ -z "$hidden" ] || rmdir -- "$hidden"
                    }
                    trap clean EXIT
                    on() {
                        trap "$1 129" HUP
                        trap "$1 130" INT
                        trap "$1 141" PIPE
                        trap "$1 143" TERM
                    }
                    ended=
                    later() { ended=$1; }
                    on later # a folder whose name nobody has read yet could not be removed
                    hidden=$(trap '' HUP INT PIPE TERM; mktemp -d ./.labctl-cp-XXXXXX 2>&1) || {
                        say "'$folder': ${hidden##*: }"
                        hidden=
                        exit 1
                    }
                    ours() {
                        case $(stat -c %u:%a .) in "$(id -u):700" | "$(id -u):2700") ;; *) return 1 ;; esac
                        [ "$(this ..)" = "$where" ] && [ -z "$(ls -A)" ]
                    }
                    if cd -P -- "$hidden" && ours && exec 3<.; then
                        inside=yes
                    else
                        say "'$folder': somebody changes what is in it"
                        hidden=
                        exit 1
                    fi
                    on exit
                    [ -z "$ended" ] || exit "$ended"
                    tar -x -p -f - --no-same-owner --warning=no-timestamp --quoting-style=literal || exit 1
                    [ -e "./$last" ] || { say "not all of it has come"; exit 1; }

                    # Calls $1 for all in $2, which has come and is to be merged with $3 in this folder, known as $4.
                    merge() (
                        verb=$1 came=$2 shown=$4
                        above=$(this .)
                        cd -P -- "./$3" && [ "$(this ..)" = "$above" ] || { say "'$4': somebody changes it"; exit 1; }
                        [ "$(stat -c %d .)" = "$device" ] || { say "'$4' is on another disk: copy to it alone"; exit 1; }
                        [ -w "$came" ] && [ -r "$came" ] && [ -x "$came" ] || chmod u+rwx -- "$came" || exit 1
                        for each in "$came"/* "$came"/.[!.]* "$came"/..?*; do
                            if [ -e "$each" ] || [ -L "$each" ]; then
                                $verb "$each" "${each##*/}" "$shown/${each##*/}"
                            fi
                        done
                    )
                    # Whether $1, which has come, may take the place of $2 in this folder, known as $3.
                    fits() {
                        if [ ! -d "$1" ] || [ -L "$1" ]; then
                            if [ -d "./$2" ] && [ ! -L "./$2" ]; then
                                say "'$3' is a folder: a file cannot replace it"
                                exit 1
                            fi
                        elif [ -d "./$2" ] && [ ! -L "./$2" ]; then
                            merge fits "$@" || exit 1
                        elif [ -e "./$2" ] || [ -L "./$2" ]; then
                            say "'$3' is no folder: a folder cannot replace it"
                            exit 1
                        fi
                    }
                    # Puts it there. Whoever may not write in a folder may not move it either.
                    place() {
                        if [ ! -d "$1" ] || [ -L "$1" ]; then
                            mv -fT -- "$1" "./$2" || exit 1
                        elif [ -d "./$2" ] && [ ! -L "./$2" ]; then
                            merge place "$@" || exit 1
                        elif [ -w "$1" ]; then
                            mv -fT -- "$1" "./$2" || exit 1
                        else
                            mode=$(stat -c %a -- "$1") && chmod u+rwx -- "$1" && exec 4<"$1" || exit 1
                            mv -fT -- "$1" "./$2" && chmod "$mode" /proc/self/fd/4/. || exit 1
                            exec 4<&-
                        fi
                    }
                    each() (
                        verb=$1
                        shift
                        cd -P .. || exit 1
                        for name; do
                            from=/proc/self/fd/3/$name
                            if [ -e "$from" ] || [ -L "$from" ]; then # it may have been left out
                                $verb "$from" "${as:-$name}" "${folder%/}/${as:-$name}"
                            fi
                        done
                    )
                    each fits "$@" || exit 1
                    trap '' HUP INT TERM # what has begun to appear appears whole
                    each place "$@" || exit 1
                    """;

    private Scripts() {}
}
