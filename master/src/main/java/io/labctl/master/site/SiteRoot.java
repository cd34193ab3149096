package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What concerns every server of a site: the folder itself, {@code site.yaml}, stray files. */
final class SiteRoot {
    private static final List<String> KNOWN =
            List.of("common.yaml", "clouds", "environments", "roles", "servers");

    private final Path given;
    private volatile @Nullable State state;

    /**
     * One look at it.
     *
     * @param folder the real one, behind all links
     */
    record State(Path folder, SiteMap map, List<Fault> faults, long lookedAt) {}

    SiteRoot(Path given) {
        this.given = given;
    }

    State state(long now, long notBefore) {
        State known = state;
        if (known == null || known.lookedAt() < notBefore) {
            known = look(now);
            state = known;
        }
        return known;
    }

    private State look(long now) {
        try {
            Path folder = given.toRealPath();
            if (!Files.isDirectory(folder)) {
                return broken("site is not a folder", now);
            }
            SiteMap map =
                    SiteMap.of(new SiteFile(folder.resolve(SiteMap.FILE), SiteMap.FILE).read());
            List<Fault> faults = map.faults().isEmpty() ? strays(folder) : map.faults();
            return new State(folder, map, faults, now);
        } catch (IOException e) {
            return broken("site folder is not there or may not be read by labd", now);
        }
    }

    private State broken(String message, long now) {
        SiteMap none = SiteMap.of(Optional.empty());
        Fault fault = Place.in(given.toString()).fault(null, message);
        return new State(given, none, List.of(fault), now);
    }

    /** A layer that is misspelt would be passed over in silence. */
    private static List<Fault> strays(Path folder) throws IOException {
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(data)) {
            return entries.map(each -> each.getFileName().toString())
                    .filter(SiteRoot::isStray)
                    .sorted()
                    .map(SiteRoot::stray)
                    .toList();
        }
    }

    private static boolean isStray(String name) {
        boolean passedOver = name.startsWith(".") || name.endsWith("~") || name.endsWith(".md");
        return !KNOWN.contains(name) && !passedOver;
    }

    private static Fault stray(String name) {
        String hint = Suggestion.hint(name, KNOWN);
        return Place.in("data/" + name)
                .fault(
                        null,
                        "is no layer of data%s"
                                .formatted(
                                        hint.isEmpty()
                                                ? ", known are " + String.join(", ", KNOWN)
                                                : hint));
    }
}
