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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What concerns every server of a site: the folder itself, {@code site.yaml}, stray files. */
final class SiteRoot {
    private final Path given;
    private final LayerFolder roles = new LayerFolder("data/roles", LayerFile.LABELLED);
    private final LayerFolder servers = new LayerFolder("data/servers", LayerFile.DOTTED);
    private final ModulesFolder modules = new ModulesFolder();
    private volatile @Nullable State state;

    /**
     * One look at it.
     *
     * @param folder the real one, behind all links
     * @param isReadable whether there are layers to read, whatever else is wrong
     */
    record State(
            Path folder,
            boolean isReadable,
            SiteMap map,
            SiteModules modules,
            Unread unread,
            long lookedAt) {
        /** For every server. */
        List<Fault> faults() {
            return Stream.of(map.faults(), modules.faults(), unread.forAll())
                    .flatMap(List::stream)
                    .toList();
        }

        /** While there are any, which places there are is not known. */
        List<Fault> faultsOfMap() {
            return isReadable ? map.faults() : unread.forAll();
        }
    }

    /**
     * What is not read although somebody may think so.
     *
     * @param forAll what every server may miss
     * @param roles misnamed files in a folder whose files nothing lists
     * @param servers the same in the other one
     */
    record Unread(List<Fault> forAll, LayerFolder.Misnamed roles, LayerFolder.Misnamed servers) {
        /** When nothing else can be said. */
        static Unread only(Fault fault) {
            return new Unread(
                    List.of(fault), LayerFolder.Misnamed.NOTHING, LayerFolder.Misnamed.NOTHING);
        }

        /** What may have been meant for one server. */
        List<Fault> of(AgentId id, DnsLabel role) {
            return Stream.of(forAll, roles.of(role.value()), servers.of(id.server().value()))
                    .flatMap(List::stream)
                    .toList();
        }
    }

    SiteRoot(Path given) {
        this.given = given;
    }

    State state(long now, long notBefore) {
        State known = state;
        return known == null || known.lookedAt() < notBefore ? newer(now, notBefore) : known;
    }

    /** One look at a time: whoever comes meanwhile waits for it and has it too. */
    private synchronized State newer(long now, long notBefore) {
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
            return new State(
                    folder, true, map, modules.look(folder, now), unread(folder, map, now), now);
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

    private Unread unread(Path folder, SiteMap map, long now) throws IOException {
        LayerFolder.Misnamed ofRoles = roles.look(folder, now);
        LayerFolder.Misnamed ofServers = servers.look(folder, now);
        List<Fault> forAll =
                Stream.of(Strays.of(folder, map), ofRoles.forAll(), ofServers.forAll())
                        .flatMap(List::stream)
                        .toList();
        return new Unread(forAll, ofRoles, ofServers);
    }

    private State broken(Path place, String message, long now) {
        SiteMap none = SiteMap.of(Optional.empty());
        Fault fault = Place.in(place.toString()).fault(null, message);
        return new State(given, false, none, SiteModules.NONE, Unread.only(fault), now);
    }
}
