package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a directory wants of everything below it.
 *
 * @param owners whether the directory's owner and group are those of everything below it
 * @param mode of the files below, 3 or 4 octal digits; directories get it too, and may be entered
 *     by whom they can be read by; null leaves modes as they are
 * @param purge whether what nothing manages is removed
 * @param except globs of what is not purged: of names, or of paths from the directory where they
 *     have a slash
 * @param others paths below that other resources of the catalog manage, sorted; the compiler's
 * @param apart directories below that have such a wish of their own, sorted; the compiler's
 * @param backup whether files that are removed are kept on the machine
 */
public record Tree(
        boolean owners,
        @Nullable String mode,
        boolean purge,
        List<String> except,
        List<String> others,
        List<String> apart,
        boolean backup) {
    public Tree {
        Rules.mode(mode);
        except = List.copyOf(except);
        others = List.copyOf(others);
        apart = List.copyOf(apart);
        except.forEach(Tree::glob);
    }

    private static void glob(String glob) {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw InvalidInput.inField(
                    "purge",
                    "'%s' is not a glob such as *.local: %s"
                            .formatted(
                                    Printable.of(glob),
                                    Printable.of(String.valueOf(e.getDescription()))),
                    e);
        }
    }

    /**
     * The mode of directories where files have this one: they may be entered by whom they can be
     * read by.
     *
     * @param mode octal digits; null stays null
     */
    public static @Nullable String entered(@Nullable String mode) {
        if (mode == null) {
            return null;
        }
        var entered = new StringBuilder(mode);
        for (int at = Math.max(0, mode.length() - 3); at < mode.length(); at++) {
            if ("4567".indexOf(mode.charAt(at)) >= 0) {
                entered.setCharAt(at, (char) (mode.charAt(at) | 1));
            }
        }
        return entered.toString();
    }

    /** The same, with one more directory below that is left alone. */
    public Tree without(String directory) {
        var more = new ArrayList<>(apart);
        more.add(directory);
        return beside(others, more);
    }

    Tree beside(List<String> others, List<String> apart) {
        return new Tree(owners, mode, purge, except, others, apart, backup);
    }
}
