package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What login.defs(5) has the programs of the accounts do; a file that is missing sets nothing. */
public final class LoginDefaults {
    private static final String FILE = "/etc/login.defs";

    private final String text;

    private LoginDefaults(String text) {
        this.text = text;
    }

    public static LoginDefaults read(Root root) throws IOException {
        Path file = root.at(FILE);
        return new LoginDefaults(
                Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
    }

    /** The last one of the name counts. */
    public Optional<String> value(String name) {
        Matcher lines =
                Pattern.compile("^\\s*%s\\s+\"?([^\\s\"]+)".formatted(name), Pattern.MULTILINE)
                        .matcher(text);
        return lines.results().map(each -> each.group(1)).reduce((_, last) -> last);
    }

    /**
     * Whether userdel(8) takes the group of an account's own name with it: the primary group of it
     * and of nobody else, without another member, where {@code USERGROUPS_ENAB} has it so.
     */
    public boolean takesGroup(Accounts.User user, Accounts accounts) {
        return value("USERGROUPS_ENAB").filter("yes"::equalsIgnoreCase).isPresent()
                && accounts.group(user.name())
                        .filter(group -> group.gid() == user.gid())
                        .filter(group -> group.members().stream().allMatch(user.name()::equals))
                        .isPresent()
                && accounts.userNames().stream()
                        .flatMap(name -> accounts.user(name).stream())
                        .noneMatch(
                                other ->
                                        other.gid() == user.gid()
                                                && !other.name().equals(user.name()));
    }
}
