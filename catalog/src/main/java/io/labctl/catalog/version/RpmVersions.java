package io.labctl.catalog.version;

/**
 * The order of versions in rpm-version(7), as dependencies use it: where one of them has no
 * release, releases do not count.
 */
public final class RpmVersions {
    private RpmVersions() {}

    /** As a comparator answers. */
    public static int compare(String one, String other) {
        int epochs = Digits.compare(epoch(one), epoch(other));
        if (epochs != 0) {
            return epochs;
        }
        int versions = compareParts(version(one), version(other));
        return versions != 0 || release(one).isEmpty() || release(other).isEmpty()
                ? versions
                : compareParts(release(one), release(other));
    }

    private static String epoch(String text) {
        return text.substring(0, Math.max(0, text.indexOf(':')));
    }

    private static String version(String text) {
        return text.substring(text.indexOf(':') + 1).replaceFirst("-[^-]*$", "");
    }

    private static String release(String text) {
        int hyphen = text.lastIndexOf('-');
        return hyphen < 0 ? "" : text.substring(hyphen + 1);
    }

    /** Runs of digits or of letters, one after the other; what separates them does not count. */
    private static int compareParts(String one, String other) {
        var a = new Parts(one);
        var b = new Parts(other);
        while (true) {
            a.skipSeparators();
            b.skipSeparators();
            if (a.at('~') || b.at('~')) {
                if (!(a.at('~') && b.at('~'))) {
                    return a.at('~') ? -1 : 1; // before anything, the end included
                }
                a.skip();
                b.skip();
            } else if (a.at('^') || b.at('^')) {
                if (!(a.at('^') && b.at('^'))) {
                    return caret(a, b);
                }
                a.skip();
                b.skip();
            } else if (a.atEnd() || b.atEnd()) {
                return Boolean.compare(b.atEnd(), a.atEnd());
            } else {
                int order = compareRuns(a, b);
                if (order != 0) {
                    return order;
                }
            }
        }
    }

    /** After the end, before anything else. */
    private static int caret(Parts a, Parts b) {
        return a.at('^') ? (b.atEnd() ? 1 : -1) : (a.atEnd() ? -1 : 1);
    }

    /** The first of the two says which kind of run it is; a number is higher than letters. */
    private static int compareRuns(Parts a, Parts b) {
        boolean number = a.atDigit();
        String one = a.run(number);
        String other = b.run(number);
        if (other.isEmpty()) {
            return number ? 1 : -1;
        }
        return number ? Digits.compare(one, other) : Integer.signum(one.compareTo(other));
    }

    /** A text that is read from its start to its end. */
    private static final class Parts {
        private final String text;
        private int position;

        Parts(String text) {
            this.text = text;
        }

        boolean atEnd() {
            return position >= text.length();
        }

        boolean at(char c) {
            return !atEnd() && text.charAt(position) == c;
        }

        boolean atDigit() {
            return !atEnd() && Digits.isOne(text.charAt(position));
        }

        private boolean atLetter() {
            char c = atEnd() ? ' ' : text.charAt(position);
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        void skip() {
            position++;
        }

        void skipSeparators() {
            while (!atEnd() && !atDigit() && !atLetter() && !at('~') && !at('^')) {
                position++;
            }
        }

        String run(boolean number) {
            int start = position;
            while (number ? atDigit() : atLetter()) {
                position++;
            }
            return text.substring(start, position);
        }
    }
}
