package io.labctl.catalog.name;

/** A stranger's text made fit for one line of a message: control characters escaped, cut at 80. */
public final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    public static String of(String text) {
        return text.length() > LONGEST ? whole(text.substring(0, LONGEST)) + "..." : whole(text);
    }

    /** The same without the cut, for what is known not to be long. */
    public static String whole(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                out.append("\\u%04x".formatted((int) c));
            }
        }
        return out.toString();
    }
}
