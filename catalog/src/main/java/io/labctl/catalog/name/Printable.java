package io.labctl.catalog.name;

/** A stranger's text made fit for one line of a message: control characters escaped, cut at 80. */
public final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    public static String of(String text) {
        var out = new StringBuilder();
        int shown = Math.min(text.length(), LONGEST);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u%04x".formatted((int) c));
            }
        }
        return text.length() > LONGEST ? out.append("...").toString() : out.toString();
    }
}
