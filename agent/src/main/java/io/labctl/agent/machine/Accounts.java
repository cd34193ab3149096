package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The local accounts as passwd(5) and group(5) list them at one moment. */
public final class Accounts {
    /** A line of passwd(5). */
    public record User(
            String name, long uid, long gid, String comment, String home, String shell) {}

    /** A line of group(5). */
    public record Group(String name, long gid, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    private final Map<String, User> users;
    private final Map<String, Group> groups;

    private Accounts(List<User> users, List<Group> groups) {
        this.users = byName(users, User::name);
        this.groups = byName(groups, Group::name);
    }

    /** Reads both files; lines that are not of their form are passed over, as libc does. */
    public static Accounts read(Root root) throws IOException {
        return new Accounts(
                lines(root.at("/etc/passwd"), Accounts::user),
                lines(root.at("/etc/group"), Accounts::group));
    }

    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    public Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /** All of them, in the order of the file. */
    public List<String> userNames() {
        return List.copyOf(users.keySet());
    }

    /** All of them, in the order of the file. */
    public List<String> groupNames() {
        return List.copyOf(groups.keySet());
    }

    /** The user with this number: by the preferred name if it is one of its, or the first. */
    public String userName(long uid, @Nullable String preferred) {
        return Optional.ofNullable(preferred)
                .filter(name -> user(name).filter(each -> each.uid() == uid).isPresent())
                .orElseGet(() -> userName(uid));
    }

    /** The first user with this number, or the number itself. */
    private String userName(long uid) {
        return users.values().stream()
                .filter(each -> each.uid() == uid)
                .findFirst()
                .map(User::name)
                .orElseGet(() -> Long.toString(uid));
    }

    /** The group with this number: by the preferred name if it is one of its, or the first. */
    public String groupName(long gid, @Nullable String preferred) {
        return Optional.ofNullable(preferred)
                .filter(name -> group(name).filter(each -> each.gid() == gid).isPresent())
                .orElseGet(() -> groupName(gid));
    }

    /** The first group with this number, or the number itself. */
    private String groupName(long gid) {
        return groups.values().stream()
                .filter(each -> each.gid() == gid)
                .findFirst()
                .map(Group::name)
                .orElseGet(() -> Long.toString(gid));
    }

    /** The groups that list a user as a member, in alphabetical order; the primary one need not. */
    public List<String> membershipsOf(User user) {
        return groups.values().stream()
                .filter(each -> each.members().contains(user.name()))
                .map(Group::name)
                .sorted()
                .toList();
    }

    private static <T> List<T> lines(Path file, Function<String[], Optional<T>> parse)
            throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // Not strict: one account with a comment in an old encoding must not hide all others.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        var found = new ArrayList<T>();
        text.lines()
                .map(line -> line.split(":", -1))
                .map(parse)
                .forEach(one -> one.ifPresent(found::add));
        return found;
    }

    /** The user that a line of passwd(5) is about, if it is of its form. */
    static Optional<User> userIn(String line) {
        return user(line.split(":", -1));
    }

    private static Optional<User> user(String[] part) {
        if (part.length != 7 || !isId(part[2]) || !isId(part[3])) {
            return Optional.empty();
        }
        return Optional.of(
                new User(
                        part[0],
                        Long.parseLong(part[2]),
                        Long.parseLong(part[3]),
                        part[4],
                        part[5],
                        part[6]));
    }

    private static Optional<Group> group(String[] part) {
        if (part.length != 4 || !isId(part[2])) {
            return Optional.empty();
        }
        List<String> members =
                Arrays.stream(part[3].split(",", -1)).filter(each -> !each.isEmpty()).toList();
        return Optional.of(new Group(part[0], Long.parseLong(part[2]), members));
    }

    private static boolean isId(String text) {
        return text.matches("[0-9]{1,10}");
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        var map = new LinkedHashMap<String, T>();
        all.forEach(each -> map.putIfAbsent(name.apply(each), each));
        return map;
    }
}
