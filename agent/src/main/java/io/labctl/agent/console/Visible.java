package io.labctl.agent.console;

/** Text of unknown origin, so that it can do nothing to a terminal. */
final class Visible {
    private Visible() {}

    static String of(String text) {
        if (text.chars().noneMatch(Visible::acts)) {
            return text;
        }
        var out = new StringBuilder();
        text.chars()
                .forEach(
                        c -> {
                            if (acts(c)) {
                                out.append("\\u%04x".formatted(c));
                            } else {
                                out.append((char) c);
                            }
                        });
        return out.toString();
    }

    private static boolean acts(int c) {
        return Character.isISOControl(c) && c != '\t' && c != '\n';
    }
}
