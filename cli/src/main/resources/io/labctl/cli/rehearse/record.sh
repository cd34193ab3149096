# record FILE COMMAND...: writes down its own process id and start time, then becomes COMMAND. It is written by the
# process itself, so whoever started it may die at any moment and the process can still be found and stopped.
#
# The id is the one that /proc tells: in a new process namespace it is still the host's until a /proc of its own is mounted.
set -eu
file=$1
shift
start_time() {
    shift 19 # proc(5), /proc/pid/stat: field 22, counted from the third, which follows the command's name
    echo "$1"
}
read -r stat </proc/self/stat
# shellcheck disable=SC2086 # the fields are meant to be split
echo "${stat%% *} $(start_time ${stat##*) })" >"$file"
exec "$@"
