# shellcheck shell=bash
# Makes a program's own package out of the built ones: its jars, a Java run-time of the modules that it uses, and caches of
# its classes. A script that sources this says which, and what to learn the caches from. It needs a JDK 25 and nothing else.

# begin_package PROGRAM MODULES [FOLDER]    puts all but the caches together. Sets dist and deploy, work (a folder that is
# removed at the end, when the processes labd and agent are ended too) and home, the package's own folder in it.
begin_package() {
    local program=$1 modules=$2 jar version
    shift 2
    deploy=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/..
    dist=$deploy/target/dist
    target=${1:-$deploy/target}
    if [[ $# -gt 1 || $target = -* ]]; then
        echo "usage: deploy/${0##*/} [FOLDER]; FOLDER is where the archive goes instead of deploy/target" >&2
        exit 64
    fi
    mkdir -p "$target"
    if [[ ! -x $dist/bin/$program ]]; then
        echo "${0##*/}: the programs are not built: run 'mvn package' first" >&2
        exit 69
    fi
    # shellcheck source=../src/main/dist/libexec/find-java.sh
    . "$dist/libexec/find-java.sh"
    find_java jlink || no_java "${0##*/}"
    # shellcheck disable=SC2154 # set by find_java
    export JAVA_HOME=$java_home

    work=$(mktemp -d)
    trap finish_package EXIT

    # The start script names the program's jar.
    jar=$(grep -o 'labctl-[a-z]*-[0-9][^"]*\.jar' "$dist/bin/$program" | head -n 1)
    version=${jar#labctl-*-}
    name=$program-${version%.jar}-linux-$(uname -m)
    home=$work/$name
    mkdir -p "$home/bin"
    cp "$dist/bin/$program" "$home/bin/"
    "$java_home/bin/java" "$deploy/packaging/ProgramJars.java" "$dist/lib/$jar" "$home/lib"

    "$java_home/bin/jlink" --add-modules "$modules" --output "$home/runtime" \
        --strip-debug --no-header-files --no-man-pages --vm=server

    # The other security providers are in no module of this run-time. In search of them Java would look through all jars, and
    # so start BouncyCastle's where it is, with some 600 classes.
    sed -i -E '/^security\.provider\.([6-9]|1[0-9])=/d' "$home/runtime/conf/security/java.security"

    # The programs trust their labd's CA and no other. Java would read these 150 certificates for its first connection, only to
    # know them if it met one, and keep them.
    rm "$home/runtime/lib/security/cacerts"
}

# learn CACHE    lets the JVMs that are started with this in JAVA_TOOL_OPTIONS write what they loaded into lib/CACHE.aot.
# What methods did is of use to a second compiler, which the programs go without, and costs a waiting one 2 MiB.
learn() {
    echo "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining -XX:AOTCacheOutput=$home/lib/$1.aot"
}

# end_package CACHE...    writes the archive and says where, once the program has learnt all of these.
end_package() {
    local cache
    for cache; do
        if [[ ! -s $home/lib/$cache.aot ]]; then
            echo "${0##*/}: the program learnt nothing for '$cache':" >&2
            tail -n 5 "$work"/*.log >&2
            exit 70
        fi
    done
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -czf "$target/$name.tar.gz" "$name"
    echo "$target/$name.tar.gz"
}

finish_package() {
    local process
    for process in ${agent:-} ${labd:-}; do
        kill "$process" 2>/dev/null || true
        wait "$process" || true
    done
    rm -rf "$work"
}
