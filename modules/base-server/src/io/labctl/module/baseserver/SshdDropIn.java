package io.labctl.module.baseserver;

/** Where the settings of {@link Sshd} stand, and how sshd(8) is asked about them. */
final class SshdDropIn {
    static final String FOLDER = "/etc/ssh/sshd_config.d";

    /** Read before what images bring: of most keywords the first value counts. */
    static final String PATH = FOLDER + "/00-labctl.conf";

    /**
     * Looks at the whole configuration as it would be: two files that are right can be wrong
     * together, and a server that does not start again takes the way to the machine with it.
     */
    private static final String CHECK =
            """
            set -e
            umask 077
            if ! sed '/^[[:space:]]*match[[:space:]]/I,$d' /etc/ssh/sshd_config |
                    grep -Eiq '^[[:space:]]*include[[:space:]=].*sshd_config\\.d/\\*(\\.conf)?(["[:space:]]|$)'; then
                echo '/etc/ssh/sshd_config does not include /etc/ssh/sshd_config.d/*.conf before any Match, so not all there would count' >&2
                exit 1
            fi
            copy=$(mktemp -d)
            trap 'rm -rf "$copy"' EXIT
            mkdir "$copy/sshd_config.d"
            for each in /etc/ssh/sshd_config.d/*; do
                if [ -f "$each" ]; then cp "$each" "$copy/sshd_config.d"; fi
            done
            cp "$1" "$copy/sshd_config.d/00-labctl.conf"
            sed "s|\\(/etc/ssh/\\)\\{0,1\\}sshd_config\\.d/|$copy/sshd_config.d/|g" /etc/ssh/sshd_config >"$copy/sshd_config"
            if ! said=$(/usr/sbin/sshd -t -f "$copy/sshd_config" 2>&1); then
                echo "$said" | sed "s|$copy/|/etc/ssh/|g" >&2
                exit 1
            fi
            """;

    private SshdDropIn() {}

    /** Exits 0 where the server would start with the candidate in the place of the drop-in. */
    static String[] check() {
        return new String[] {"/bin/sh", "-c", CHECK, "sh", "{file}"};
    }
}
