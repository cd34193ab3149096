# shellcheck shell=bash
# A labd on loopback, for a script that needs one for a while and sources this.

# scratch_labd DIST FOLDER CLOUD ENVIRONMENT ROLE    starts the built one; the caller ends it. Sets labd (its process),
# labd_url, token (one to join with) and LABCTL_CONFIG.
# shellcheck disable=SC2034 # the caller uses them
scratch_labd() {
    local dist=$1 folder=$2 port=$((20000 + RANDOM % 12000))
    mkdir -p "$folder/site/data"
    printf 'clouds:\n  %s:\n    environments: [%s]\n' "$3" "$4" >"$folder/site/site.yaml"
    printf 'base-server:\n  motd: %s\n' "$3" >"$folder/site/data/common.yaml"
    "$dist/bin/labd" --data "$folder/labd" --listen "127.0.0.1:$port" --site "$folder/site" >"$folder/labd.log" 2>&1 &
    labd=$!
    labd_url=https://127.0.0.1:$port
    export LABCTL_CONFIG=$folder/labd/admin/config.yaml
    for _ in {1..240}; do
        kill -0 "$labd" 2>/dev/null || break
        if [[ -e $LABCTL_CONFIG ]] && token=$("$dist/bin/labctl" create token --cloud "$3" --env "$4" --role "$5" 2>/dev/null); then
            return
        fi
        sleep 0.5
    done
    echo "${0##*/}: the labd to work with did not start:" >&2
    tail -n 5 "$folder/labd.log" >&2
    exit 70
}
