package io.labctl.master.ca;

import java.util.Locale;

/** What a certificate is for; decides its key usages and its life. */
public enum Profile {
    AGENT,
    USER,
    SERVER;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
