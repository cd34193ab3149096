package io.labctl.catalog.name;

/**
 * A stranger's text made fit for one line of a message. Letters of every script stay as they are;
 * what cannot be seen is shown as its code, blanks that only look like one included.
 */
public final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    /** Cut at 80 characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * Cut where it is longer than that.
     *
     * @param longest in characters as people count them (code points)
     */
    public static String of(String text, int longest) {
        return text.codePointCount(0, text.length()) > longest
                ? whole(text.substring(0, text.offsetByCodePoints(0, longest))) + "..."
                : whole(text);
    }

    /** All of it, however long. */
    public static String whole(String text) {
        return Visible.showing(text, c -> Visible.acts(c) || looksLikeABlank(c));
    }

    private static boolean looksLikeABlank(int c) {
        return c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR;
    }
}
