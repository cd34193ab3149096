package io.labctl.agent.restore;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path whose bytes may be no UTF-8. Java gives a replacement character for such bytes of an
 * argument, one for each or for those of one broken character, so which they were is lost; copies
 * are kept under {@code \xff} for each.
 */
record GivenBytes(String path) {
    private static final String REPLACEMENT = "\ufffd";
    private static final String ESCAPED = "(?:\\\\x[89a-f][0-9a-f]){1,3}";

    /** Those of the kept paths that this may stand for. */
    List<String> spelled(Collection<String> kept) {
        if (!path.contains(REPLACEMENT)) {
            return List.of();
        }
        Pattern form =
                Pattern.compile(
                        Arrays.stream(path.split(REPLACEMENT, -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(ESCAPED)));
        return kept.stream().filter(each -> form.matcher(each).matches()).toList();
    }
}
