package io.labctl.catalog.session;

import java.util.List;
import java.util.regex.Pattern;

/** Tags as they are given to a command: with commas between them. */
public final class TagList {
    /** No comma within an address, such as {@code exec[one, two]}. */
    private static final Pattern COMMA = Pattern.compile(",(?![^\\[]*\\])");

    private TagList() {}

    /** Each of them once; none where nothing but commas was given. */
    public static List<String> of(List<String> given) {
        return given.stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }
}
