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
                    for path; do
                        case $path in /*) ;; *) path=./$path ;; esac
                        real=$(readlink -f -- "$path" && echo x) || { say "'$path' cannot be found"; exit 1; }
                        real=${real%?x}
                        [ "$real" != / ] || { say "'/' has no name that it could have elsewhere"; exit 1; }
                        folder=${real%/*}
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
                    case $target in /*) ;; *) target=./$target ;; esac
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
                    hidden=
                    clean() {
                        trap '' HUP INT PIPE TERM
                        [ -z "$hidden" ] || rm -rf -- "$hidden" 2>/dev/null || {
                            find "$hidden" -type d -exec chmod u+rwx {} +
                            rm -rf -- "$hidden"
                        }
                    }
                    place() {
                        if [ ! -d "$1" ] || [ -L "$1" ]; then
                            if [ -d "$2" ] && [ ! -L "$2" ]; then
                                say "'$2' is a folder: a file cannot replace it"
                                exit 1
                            fi
                            mv -fT -- "$1" "$2" || exit 1
                        elif [ -d "$2" ] && [ ! -L "$2" ]; then
                            chmod u+rwx -- "$1" || exit 1
                            for each in "$1"/* "$1"/.[!.]* "$1"/..?*; do
                                if [ -e "$each" ] || [ -L "$each" ]; then
                                    place "$each" "$2/${each##*/}"
                                fi
                            done
                        elif [ -e "$2" ] || [ -L "$2" ]; then
                            say "'$2' is no folder: a folder cannot replace it"
                            exit 1
                        else
                            mode=$(stat -c %a -- "$1") && chmod u+rwx -- "$1" && mv -T -- "$1" "$2" \\
                                && chmod "$mode" -- "$2" || exit 1
                        fi
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
                    hidden=$(trap '' HUP INT PIPE TERM; mktemp -d -- "${folder%/}/.labctl-cp-XXXXXX" 2>&1) || {
                        say "'$folder': ${hidden##*: }"
                        hidden=
                        exit 1
                    }
                    on exit
                    [ -z "$ended" ] || exit "$ended"
                    tar -x -p -f - --no-same-owner --warning=no-timestamp --quoting-style=literal -C "$hidden" || exit 1
                    [ -e "$hidden/$last" ] || { say "not all of it has come"; exit 1; }
                    for name; do
                        if [ -e "$hidden/$name" ] || [ -L "$hidden/$name" ]; then # it may have been left out
                            place "$hidden/$name" "${folder%/}/${as:-$name}"
                        fi
                    done
                    """;

    private Scripts() {}
}
