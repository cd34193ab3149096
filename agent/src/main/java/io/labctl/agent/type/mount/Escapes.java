package io.labctl.agent.type.mount;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fstab(5) and proc_pid_mountinfo(5) write blanks inside a field: {@code \040}. */
final class Escapes {
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");

    private Escapes() {}

    static String read(String field) {
        return OCTAL.matcher(field)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(found.group(1), 8))));
    }

    static String write(String value) {
        return value.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("#", "\\043");
    }
}
