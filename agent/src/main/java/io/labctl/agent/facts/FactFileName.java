package io.labctl.agent.facts;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.LeftoverName;
import io.labctl.catalog.name.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How a file of facts has to be called: its ending tells what is in it. */
final class FactFileName {
    private static final List<String> ENDINGS = List.of(".yaml", ".json", ".txt", ".sh");

    /** What package managers and people leave beside files, and hidden files. */
    private static final Pattern LEFT_ALONE =
            Pattern.compile("[.#].*|(?i:readme|.*\\.(md|rpmsave|rpmnew|dpkg-.*|ucf-.*))");

    private FactFileName() {}

    /** From its last dot on; empty without one. */
    static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    static boolean isLeftAlone(Path file) {
        String name = String.valueOf(file.getFileName());
        return LEFT_ALONE.matcher(name).matches() || LeftoverName.is(name);
    }

    /** Why a file with another ending is not read, although somebody may think so. */
    static InvalidInput objection(Path file) {
        String name = String.valueOf(file.getFileName());
        String ending = ending(file);
        String bare = name.substring(0, name.length() - ending.length());
        return new InvalidInput(
                Suggestion.nearest(ending, ENDINGS)
                        .map(near -> "it is not read, did you mean '%s%s'?".formatted(bare, near))
                        .orElse("it is not read: its name ends in none of " + known()));
    }

    private static String known() {
        return String.join(", ", ENDINGS);
    }
}
