package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checks that several resource types make of their parts. */
final class Rules {
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3,4}");

    /** The portable user and group names of useradd(8), with the upper case that some sites use. */
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}\\$?");

    /** What apt-get(8) takes as an order to remove, the hyphen at the end, is no name either. */
    private static final Pattern PACKAGE =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+.-]*[A-Za-z0-9_+.](:[a-z0-9][a-z0-9_-]*)?");

    private static final Pattern PACKAGE_VERSION =
            Pattern.compile("([0-9]+:)?[0-9][A-Za-z0-9.+~^_-]*");

    private static final long HIGHEST_ACCOUNT_NUMBER = 4_294_967_294L;
    private static final Pattern CRON_NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Beside letters and digits, after the first character. */
    private static final String IN_WORDS = "@._+:~-";

    /** PATH_MAX of Linux without the zero at the end, in bytes. */
    private static final int LONGEST_PATH = 4095;

    /** NAME_MAX of Linux, in bytes. */
    private static final int LONGEST_NAME = 255;

    /** No character of a text takes more of them in UTF-8. */
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private Rules() {}

    /** {@link #absolutePath(String, String)} of a resource that is named by its path. */
    static void absolutePath(String path) {
        absolutePath("path", path);
    }

    /**
     * An absolute path without {@code .}, {@code ..}, empty parts or a trailing slash, which Linux
     * takes.
     *
     * @param field what it is the path of, such as {@code shell}
     */
    static void absolutePath(String field, String path) {
        if (!isAbsoluteAndPlain(path)) {
            throw InvalidInput.inField(
                    field,
                    "%s '%s' is not absolute and plain, such as /etc/motd"
                            .formatted(field, Printable.of(path)));
        }
        if (path.length() > LONGEST_NAME / MOST_BYTES_OF_A_CHAR) {
            notTooLong(field, path);
        }
    }

    private static void notTooLong(String field, String path) {
        asLongAsAPath(field, field, path);
        for (String name : path.split("/", -1)) {
            if (bytes(name) > LONGEST_NAME) {
                throw InvalidInput.inField(
                        field,
                        "%s '%s' has the name '%s' of %d bytes in it, more than the %d that Linux takes"
                                .formatted(
                                        field,
                                        Printable.of(path),
                                        Printable.of(name),
                                        bytes(name),
                                        LONGEST_NAME));
            }
        }
    }

    /**
     * @param what such as {@code target of symlink '/a'}
     */
    static void asLongAsAPath(String field, String what, String path) {
        int length = bytes(path);
        if (length > LONGEST_PATH) {
            throw InvalidInput.inField(
                    field,
                    "%s '%s' has %d bytes, more than the %d that Linux takes"
                            .formatted(what, Printable.of(path), length, LONGEST_PATH));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A loop, as {@link #hasControls}. */
    private static boolean isAbsoluteAndPlain(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            return false;
        }
        for (int start = 1, end; start <= path.length() && path.length() > 1; start = end + 1) {
            end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            if (isNoName(path, start, end)) {
                return false;
            }
        }
        return true;
    }

    /** Nothing, {@code .} or {@code ..}. */
    private static boolean isNoName(String path, int start, int end) {
        return end - start <= 2 && "..".startsWith(path.substring(start, end));
    }

    static void mode(@Nullable String mode) {
        if (mode != null && !MODE.matcher(mode).matches()) {
            throw InvalidInput.inField(
                    "mode",
                    "mode '%s' is not 3 or 4 octal digits, such as 0644"
                            .formatted(Printable.of(mode)));
        }
    }

    static void umask(@Nullable String umask) {
        if (umask != null && !MODE.matcher(umask).matches()) {
            throw InvalidInput.inField(
                    "umask",
                    "umask '%s' is not 3 or 4 octal digits, such as 027"
                            .formatted(Printable.of(umask)));
        }
    }

    static void account(String field, @Nullable String name) {
        if (name != null && !ACCOUNT.matcher(name).matches()) {
            throw InvalidInput.inField(
                    field,
                    "%s '%s' is not an account name: use at most 32 of A-Z a-z 0-9 _ . -, beginning with a letter or _"
                            .formatted(field, Printable.of(name)));
        }
    }

    /** A machine without root, or without its group, is one that nobody can mend from here. */
    static void notWithoutRoot(String field, String name, Presence ensure) {
        if (name.equals("root") && ensure == Presence.ABSENT) {
            throw InvalidInput.inField(field, "%s 'root' cannot be absent".formatted(field));
        }
    }

    static void accountNumber(String field, @Nullable Long number) {
        if (number != null && (number < 0 || number > HIGHEST_ACCOUNT_NUMBER)) {
            throw InvalidInput.inField(
                    field, "%s %d is not 0 to %d".formatted(field, number, HIGHEST_ACCOUNT_NUMBER));
        }
    }

    static void packageName(String field, String name) {
        if (!PACKAGE.matcher(name).matches()) {
            throw InvalidInput.inField(
                    field,
                    "%s '%s' is not a package's name: use at least two of A-Z a-z 0-9, and inside them + . _ -"
                            .formatted(field, Printable.of(name)));
        }
    }

    static void packageVersion(String field, String version) {
        if (!isPackageVersion(version)) {
            throw InvalidInput.inField(
                    field,
                    "%s '%s' is not a package's version, which starts with a digit"
                            .formatted(field, Printable.of(version)));
        }
    }

    static boolean isPackageVersion(String text) {
        return PACKAGE_VERSION.matcher(text).matches();
    }

    static void cronName(String name) {
        if (!CRON_NAME.matcher(name).matches()) {
            throw InvalidInput.inField(
                    "cron",
                    "cron name '%s' has other characters than A-Z a-z 0-9 _ -"
                            .formatted(Printable.of(name)));
        }
    }

    /**
     * @param what such as {@code the value of 'A'}
     */
    static void cronValue(String what, String value) {
        oneLine("environment", value);
        if (value.indexOf('"') >= 0 && value.indexOf('\'') >= 0) {
            throw InvalidInput.inField(
                    "environment",
                    "%s has both kinds of quotes, which no crontab can hold".formatted(what));
        }
    }

    static void variable(String field, String name) {
        if (!VARIABLE.matcher(name).matches()) {
            throw InvalidInput.inField(
                    field, "'%s' is not a variable's name".formatted(Printable.of(name)));
        }
    }

    static void word(String field, String value) {
        if (!isWord(value)) {
            throw InvalidInput.inField(
                    field, "%s '%s' is not one plain word".formatted(field, Printable.of(value)));
        }
    }

    static boolean isWord(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isPlain(c) && (i == 0 || IN_WORDS.indexOf(c) < 0)) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    /** A loop, because every address of every catalog goes through it. */
    static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static void oneLine(String field, @Nullable String value) {
        if (value != null && hasControls(value)) {
            throw InvalidInput.inField(
                    field, "%s '%s' has control characters".formatted(field, Printable.of(value)));
        }
    }

    /** What passwd(5) can hold between two of its colons. */
    static void accountField(String field, @Nullable String value) {
        oneLine(field, value);
        if (value != null && value.indexOf(':') >= 0) {
            throw InvalidInput.inField(
                    field,
                    "%s '%s' has a colon, which would end its field of passwd(5)"
                            .formatted(field, Printable.of(value)));
        }
    }

    /** What a program is to take for its options, values of them included. */
    static void options(String field, List<String> options) {
        for (String each : options) {
            oneLine(field, each);
            if (each.isBlank()) {
                throw InvalidInput.inField(field, "one of %s is empty".formatted(field));
            }
        }
        if (!options.isEmpty() && !options.getFirst().startsWith("-")) {
            throw InvalidInput.inField(
                    field,
                    "%s begin with '%s', which is no option: one starts with -, such as -t"
                            .formatted(field, Printable.of(options.getFirst())));
        }
    }

    /**
     * @param whose such as {@code exec 'reload'}
     */
    static void command(String field, String whose, List<String> argv) {
        if (argv.isEmpty() || argv.getFirst().isBlank()) {
            throw InvalidInput.inField(field, "%s of %s has no program".formatted(field, whose));
        }
        if (argv.stream().anyMatch(part -> part.indexOf('\0') >= 0)) {
            throw InvalidInput.inField(
                    field, "%s of %s has a NUL character in it".formatted(field, whose));
        }
    }

    /** A directory itself and those above it, nearest first. */
    static List<ResourceId> at(String directory) {
        var ids = new ArrayList<ResourceId>();
        ids.add(new ResourceId(DirectoryResource.TYPE, directory));
        ids.addAll(around(directory, null, null));
        return List.copyOf(ids);
    }

    /** The directories above a path, nearest first, and the accounts that own it. */
    static List<ResourceId> around(String path, @Nullable String owner, @Nullable String group) {
        var ids = new ArrayList<ResourceId>();
        for (Path up = Path.of(path).getParent();
                up != null && up.getParent() != null;
                up = up.getParent()) {
            ids.add(new ResourceId(DirectoryResource.TYPE, up.toString()));
        }
        accounts(owner, group).forEach(ids::add);
        return List.copyOf(ids);
    }

    private static Stream<ResourceId> accounts(@Nullable String owner, @Nullable String group) {
        return Stream.concat(
                Stream.ofNullable(owner).map(name -> new ResourceId(UserResource.TYPE, name)),
                Stream.ofNullable(group).map(name -> new ResourceId(GroupResource.TYPE, name)));
    }
}
