package io.labctl.agent.type.user;

import io.labctl.agent.machine.Root;
import io.labctl.catalog.resource.Login;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * A line of shadow(5).
 *
 * @param password with the mark of a locked one, if it is
 * @param minDays as text; -1 where there is none, as for chage(1)
 * @param expires a day, or {@code never}
 */
record ShadowLine(
        Secret password, String minDays, String maxDays, String warnDays, String expires) {
    private static final String LOCK = "!";
    private static final int FIELDS = 9;

    /** Of an account that has no line. */
    static final ShadowLine NONE = new ShadowLine(new Secret(""), "-1", "-1", "-1", Login.NEVER);

    /** By the account's name. */
    static Map<String, ShadowLine> all(Root root) throws IOException {
        Path file = root.at("/etc/shadow");
        var lines = new HashMap<String, ShadowLine>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] part = line.split(":", -1);
                if (part.length == FIELDS) {
                    lines.putIfAbsent(part[0], of(part));
                }
            }
        }
        return lines;
    }

    private static ShadowLine of(String[] part) {
        return new ShadowLine(
                new Secret(part[1]), days(part[3]), days(part[4]), days(part[5]), day(part[7]));
    }

    private static String days(String field) {
        return field.isEmpty() ? "-1" : field;
    }

    private static String day(String sinceEpoch) {
        return sinceEpoch.matches("[0-9]{1,9}")
                ? LocalDate.ofEpochDay(Long.parseLong(sinceEpoch)).toString()
                : Login.NEVER;
    }

    boolean isLocked() {
        return password.reveal().startsWith(LOCK);
    }

    /** Whether there is one, be it locked. */
    boolean hasPassword() {
        return !password.reveal().replace(LOCK, "").isEmpty() && !isOfNobody();
    }

    /** Whether it is the mark of an account that nobody enters by password, be it locked. */
    boolean isOfNobody() {
        return Login.isNone(new Secret(password.reveal().replace(LOCK, "")));
    }

    /** What the password's field holds once it is as wanted. */
    static Secret field(Secret password, boolean locked) {
        return locked ? new Secret(LOCK + password.reveal()) : password;
    }
}
