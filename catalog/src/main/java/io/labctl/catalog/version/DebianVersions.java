package io.labctl.catalog.version;

/** The order of versions in deb-version(7). */
public final class DebianVersions {
    private DebianVersions() {}

    /** As a comparator answers. */
    public static int compare(String one, String other) {
        int epochs = Digits.compare(epoch(one), epoch(other));
        if (epochs != 0) {
            return epochs;
        }
        int upstream = compareParts(upstream(one), upstream(other));
        return upstream != 0 ? upstream : compareParts(revision(one), revision(other));
    }

    private static String epoch(String version) {
        return version.substring(0, Math.max(0, version.indexOf(':')));
    }

    private static String upstream(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }

    /** Empty, which counts as 0, for a package that is Debian's own. */
    private static String revision(String version) {
        return version.substring(version.indexOf(':') + 1)
                .substring(upstream(version).length())
                .replaceFirst("^-", "");
    }

    /** In turns a part without digits, compared by character, and a number. */
    private static int compareParts(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < other.length()) {
            while (isText(one, i) || isText(other, j)) {
                int order = Integer.compare(weight(one, i), weight(other, j));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
            int end = endOfNumber(one, i);
            int otherEnd = endOfNumber(other, j);
            int order = Digits.compare(one.substring(i, end), other.substring(j, otherEnd));
            if (order != 0) {
                return order;
            }
            i = end;
            j = otherEnd;
        }
        return 0;
    }

    private static boolean isText(String text, int at) {
        return at < text.length() && !Digits.isOne(text.charAt(at));
    }

    /** A tilde before the end and before numbers, then letters, then all others. */
    private static int weight(String text, int at) {
        if (!isText(text, at)) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '~') {
            return -1;
        }
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : c + 256;
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && Digits.isOne(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
