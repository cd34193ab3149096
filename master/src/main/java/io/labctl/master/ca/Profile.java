package io.labctl.master.ca;

import java.util.Locale;

/** What a certificate is for; decides its key usages and its life. */
public enum Profile {
    AGENT,
    USER,
    SERVER;

    /** Who every labd is, in the URI subject alternative name. */
    public static final String SERVER_IDENTITY = "lab://labd";

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
