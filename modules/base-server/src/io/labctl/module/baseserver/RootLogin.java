package io.labctl.module.baseserver;

/** What sshd_config(5) allows for {@code PermitRootLogin}. */
public enum RootLogin {
    YES("yes"),
    PROHIBIT_PASSWORD("prohibit-password"),
    FORCED_COMMANDS_ONLY("forced-commands-only"),
    NO("no");

    private final String keyword;

    RootLogin(String keyword) {
        this.keyword = keyword;
    }

    String keyword() {
        return keyword;
    }
}
