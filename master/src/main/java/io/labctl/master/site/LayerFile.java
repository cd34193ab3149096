package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.LeftoverName;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the file of a layer has to be called: what it is for, and .yaml. */
final class LayerFile {
    static final String ENDING = ".yaml";

    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /** For what is named by one plain DNS label. */
    static final LayerFile LABELLED = new LayerFile(LABEL);

    /** For servers, whose names may be of several. */
    static final LayerFile DOTTED = new LayerFile(LABEL + "(\\." + LABEL + ")*");

    private static final Pattern LIKE_YAML = Pattern.compile("\\.ya?ml.*$");
    private static final Pattern ANY_ENDING = Pattern.compile("\\.[^.]*$");

    /** What people put beside files, and hidden files. */
    private static final Pattern LEFT_ALONE = Pattern.compile("[.#].*|(?i:readme|.*\\.(md|txt))");

    private final Pattern name;

    private LayerFile(String name) {
        this.name = Pattern.compile(name);
    }

    static boolean isLeftAlone(String file) {
        return LEFT_ALONE.matcher(file).matches() || LeftoverName.is(file);
    }

    private boolean isWellNamed(String file) {
        return file.endsWith(ENDING)
                && name.matcher(file.substring(0, file.length() - ENDING.length())).matches();
    }

    /** The layers that somebody may have meant with a file of that name, likeliest first. */
    List<String> meant(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        String bare = LIKE_YAML.matcher(lower).replaceFirst("");
        return Stream.of(ANY_ENDING.matcher(bare).replaceFirst(""), bare)
                .filter(each -> name.matcher(each).matches())
                .distinct()
                .toList();
    }

    /**
     * Why a file is not read although somebody may think so; empty when it is read.
     *
     * @param beside all names in the folder
     */
    Optional<Fault> objection(String folder, String file, Set<String> beside) {
        if (isWellNamed(file) || isLeftAlone(file)) {
            return Optional.empty();
        }
        String why =
                meant(file).stream()
                        .map(each -> each + ENDING)
                        .findFirst()
                        .map(good -> nearly(good, beside.contains(good)))
                        .orElse("is not read: its name is not of a-z, 0-9 and inner hyphens");
        return Optional.of(Place.in(folder + "/" + Printable.of(file)).fault(null, why));
    }

    private static String nearly(String good, boolean isThere) {
        return isThere
                ? "is not read, only '%s' beside it is".formatted(good)
                : "is not read, did you mean '%s'?".formatted(good);
    }
}
