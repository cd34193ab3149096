package io.labctl.catalog.version;

/** The numbers in versions, which are of any length. */
final class Digits {
    private Digits() {}

    static boolean isOne(char c) {
        return c >= '0' && c <= '9';
    }

    /** No digits at all are 0. */
    static int compare(String one, String other) {
        String a = one.replaceFirst("^0+", "");
        String b = other.replaceFirst("^0+", "");
        return a.length() != b.length()
                ? Integer.compare(a.length(), b.length())
                : Integer.signum(a.compareTo(b));
    }
}
