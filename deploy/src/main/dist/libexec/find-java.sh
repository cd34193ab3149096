# shellcheck shell=sh
# Sourced by the launcher and by every program's start script: finds a Java 25 and starts no JVM for it.
#
# find_java java|javac   sets java_home to the first Java 25 with that program in JAVA_HOME, PATH and /usr/lib/jvm;
#                        fails when there is none
# no_java PROGRAM        says in one sentence what to install, and ends the script

is_java_25() {
    [ -r "$1/release" ] && [ -x "$1/bin/$2" ] || return 1
    while IFS= read -r java_line; do
        case $java_line in
            'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'*) return 0 ;;
        esac
    done <"$1/release"
    return 1
}

find_java() {
    java_tool=$1
    java_home=${JAVA_HOME:-}
    if [ -n "$java_home" ] && is_java_25 "$java_home" "$java_tool"; then return 0; fi
    if java_home=$(command -v "$java_tool") && java_home=$(readlink -f "$java_home"); then
        java_home=${java_home%/bin/*}
        if is_java_25 "$java_home" "$java_tool"; then return 0; fi
    fi
    for java_home in "${LABCTL_JVM_FOLDER:-/usr/lib/jvm}"/*; do
        if is_java_25 "$java_home" "$java_tool"; then return 0; fi
    done
    return 1
}

no_java() {
    echo "$1: no Java 25 in JAVA_HOME, PATH or /usr/lib/jvm: install a JDK 25," \
        "such as openjdk-25-jdk (Debian 13) or temurin-25-jdk (adoptium.net), or point JAVA_HOME at one" >&2
    exit 69
}
