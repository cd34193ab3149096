package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What concerns every server of a site: the folder itself, {@code site.yaml}, stray files. */
final class SiteRoot {
    private final Path given;
    private final LayerFolder roles = new LayerFolder("data/roles");
    private final LayerFolder servers = new LayerFolder("data/servers");
    private volatile @Nullable State state;

    /**
     * One look at it.
     *
     * @param folder the real one, behind all links
     * @param isReadable whether there are layers to read, whatever else is wrong
     * @param faults for every server
     */
    record State(
            Path folder,
            boolean isReadable,
            SiteMap map,
            List<Fault> faults,
            LayerFolder.Misnamed roles,
            LayerFolder.Misnamed servers,
            long lookedAt) {
        /** All that concerns one server, apart from what its layers hold. */
        List<Fault> faultsFor(AgentId id, DnsLabel role) {
            var all = new ArrayList<>(faults);
            map.objection(id).ifPresent(all::add);
            all.addAll(roles.of(role.value()));
            all.addAll(servers.of(id.server().value()));
            return all;
        }
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
            if (!Files.isDirectory(folder)) {
                return broken("site is not a folder", now);
            }
            SiteMap map =
                    SiteMap.of(new SiteFile(folder.resolve(SiteMap.FILE), SiteMap.FILE).read());
            LayerFolder.Misnamed inRoles = roles.look(folder, now);
            LayerFolder.Misnamed inServers = servers.look(folder, now);
            var faults = new ArrayList<>(map.faults());
            faults.addAll(Strays.of(folder, map));
            faults.addAll(inRoles.forAll());
            faults.addAll(inServers.forAll());
            return new State(folder, true, map, faults, inRoles, inServers, now);
        } catch (IOException e) {
            return broken("site folder is not there or may not be read by labd", now);
        }
    }

    private State broken(String message, long now) {
        SiteMap none = SiteMap.of(Optional.empty());
        Fault fault = Place.in(given.toString()).fault(null, message);
        var nothing = LayerFolder.Misnamed.NOTHING;
        return new State(given, false, none, List.of(fault), nothing, nothing, now);
    }
}
