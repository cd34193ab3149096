package io.labctl.facts.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text in which LVM writes down a volume group: sections in braces, values, lists. */
final class LvmText {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "#[^\\n]*+|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|[{}\\[\\],=]|[^\\s{}\\[\\],=\"#]++");
    private static final int DEEPEST = 16;

    private final String file;
    private final Matcher tokens;

    private LvmText(String file, String text) {
        this.file = file;
        this.tokens = TOKEN.matcher(text);
    }

    /**
     * What stands between two braces.
     *
     * @param file where it stands
     * @param values a single value is a list of one
     */
    record Section(String file, Map<String, Section> sections, Map<String, List<String>> values) {
        Section {
            sections = Map.copyOf(sections);
            values = Map.copyOf(values);
        }

        Section section(String name) {
            return sections.getOrDefault(name, new Section(file, Map.of(), Map.of()));
        }

        List<String> list(String name) {
            return values.getOrDefault(name, List.of());
        }

        Optional<String> text(String name) {
            return list(name).stream().findFirst();
        }

        /**
         * A whole number of at most ten digits.
         *
         * @throws IllegalArgumentException when there is none
         */
        long number(String name) {
            return text(name)
                    .filter(text -> text.matches("[0-9]{1,10}"))
                    .map(Long::parseLong)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "%s has no number for '%s'".formatted(file, name)));
        }
    }

    /** The whole of a file. What is cut short ends where the text ends. */
    static Section parse(String file, String text) {
        return new LvmText(file, text).section(0);
    }

    private Section section(int depth) {
        Map<String, Section> sections = new HashMap<>();
        Map<String, List<String>> values = new HashMap<>();
        String name = "";
        for (String token = next(); !token.isEmpty() && !token.equals("}"); token = next()) {
            switch (token) {
                case "{" -> sections.put(name, inner(depth));
                case "=" -> values.put(name, value());
                default -> name = token;
            }
        }
        return new Section(file, sections, values);
    }

    private Section inner(int depth) {
        if (depth >= DEEPEST) {
            throw new IllegalArgumentException(file + " has sections nested too deep");
        }
        return section(depth + 1);
    }

    private List<String> value() {
        String first = next();
        if (!first.equals("[")) {
            return List.of(unquoted(first));
        }
        List<String> items = new ArrayList<>();
        for (String token = next(); !token.isEmpty() && !token.equals("]"); token = next()) {
            if (!token.equals(",")) {
                items.add(unquoted(token));
            }
        }
        return items;
    }

    /** Empty at the end. */
    private String next() {
        while (tokens.find()) {
            if (!tokens.group().startsWith("#")) {
                return tokens.group();
            }
        }
        return "";
    }

    private static String unquoted(String token) {
        return token.startsWith("\"")
                ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1")
                : token;
    }
}
