package io.labctl.catalog.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that is shown nowhere: no getter, no record component, and a {@code toString} that hides
 * it.
 */
public final class Secret {
    /** What stands in the place of a secret in what people are shown. */
    public static final Secret HIDDEN = new Secret("[secret]");

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The value itself; every call of this is a place to look at in a review. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(utf8(), secret.utf8());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return HIDDEN.value;
    }

    private byte[] utf8() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
