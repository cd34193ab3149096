package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What concerns every server of a site: the folder itself, {@code site.yaml}, stray files. */
final class SiteRoot {
    private final Path given;
    private final LayerFolder roles = new LayerFolder("data/roles", LayerFile.LABELLED);
    private final LayerFolder servers = new LayerFolder("data/servers", LayerFile.DOTTED);
    private volatile @Nullable State state;

    /**
     * One look at it.
     *
     * @param folder the real one, behind all links
     * @param isReadable whether there are layers to read, whatever else is wrong
     * @param unread what no server reads although somebody may think so
     */
    record State(
            Path folder,
            boolean isReadable,
            SiteMap map,
            List<Fault> unread,
            Misnamed misnamed,
            long lookedAt) {
        /** For every server. */
        List<Fault> faults() {
            return Stream.of(map.faults(), unread).flatMap(List::stream).toList();
        }

        /** While there are any, which places there are is not known. */
        List<Fault> faultsOfMap() {
            return isReadable ? map.faults() : unread;
        }

        /** What may have been meant for one server and is not read. */
        List<Fault> unread(AgentId id, DnsLabel role) {
            return Stream.of(
                            unread,
                            misnamed.roles().of(role.value()),
                            misnamed.servers().of(id.server().value()))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    /** In the two folders whose files nothing lists. */
    record Misnamed(LayerFolder.Misnamed roles, LayerFolder.Misnamed servers) {
        static final Misnamed NOTHING =
                new Misnamed(LayerFolder.Misnamed.NOTHING, LayerFolder.Misnamed.NOTHING);
    }

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
            return Files.isDirectory(folder)
                    ? look(folder, now)
                    : broken(given.toAbsolutePath(), "site is not a folder", now);
        } catch (IOException e) {
            return broken(
                    given.toAbsolutePath(),
                    "site folder is not there or may not be read by labd",
                    now);
        }
    }

    private State look(Path folder, long now) throws IOException {
        try {
            SiteMap map =
                    SiteMap.of(new SiteFile(folder.resolve(SiteMap.FILE), SiteMap.FILE).read());
            var misnamed = new Misnamed(roles.look(folder, now), servers.look(folder, now));
            var unread = new ArrayList<>(Strays.of(folder, map));
            unread.addAll(misnamed.roles().forAll());
            unread.addAll(misnamed.servers().forAll());
            return new State(folder, true, map, unread, misnamed, now);
        } catch (FileSystemException e) {
            Path place = e.getFile() == null ? folder : Path.of(e.getFile());
            if (place.equals(folder) || !place.startsWith(folder)) {
                throw e;
            }
            return broken(
                    folder.relativize(place),
                    "cannot be read by labd: " + FileTrouble.reason(e),
                    now);
        }
    }

    private State broken(Path place, String message, long now) {
        SiteMap none = SiteMap.of(Optional.empty());
        Fault fault = Place.in(place.toString()).fault(null, message);
        return new State(given, false, none, List.of(fault), Misnamed.NOTHING, now);
    }
}
