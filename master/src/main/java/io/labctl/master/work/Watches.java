package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.background.Closing;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who at this labd is to be told how work ended, once, without a request that waits for it. */
final class Watches {
    private final Map<UUID, Watch> watched = new ConcurrentHashMap<>();

    /** Not a record: two are never the same. */
    private static final class Watch {
        private final ServerName server;
        private final Consumer<WorkEnd> told;

        private Watch(ServerName server, Consumer<WorkEnd> told) {
            this.server = server;
            this.told = told;
        }
    }

    /**
     * From now on this one is told, and nobody who was to be told before.
     *
     * @return ends that, unless another one is told by then
     */
    Closing add(UUID id, ServerName server, Consumer<WorkEnd> told) {
        var watch = new Watch(server, told);
        watched.put(id, watch);
        return () -> watched.remove(id, watch);
    }

    boolean areOn(ServerName server) {
        return watched.values().stream().anyMatch(each -> each.server.equals(server));
    }

    Collection<UUID> ids() {
        return List.copyOf(watched.keySet());
    }

    void ended(UUID id, WorkEnd end) {
        Watch watch = watched.remove(id);
        if (watch != null) {
            watch.told.accept(end);
        }
    }
}
