package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What concerns every server of a site: the folder itself, {@code site.yaml}, stray files. */
final class SiteRoot {
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
            List<Fault> faults = map.faults().isEmpty() ? Strays.of(folder, map) : map.faults();
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
}
