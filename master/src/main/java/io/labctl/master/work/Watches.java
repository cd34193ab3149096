package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkEnd;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who at this labd is to be told how work ended, once, without a request that waits for it. */
final class Watches {
    private final Map<UUID, Watch> watched = new ConcurrentHashMap<>();

    private record Watch(ServerName server, Consumer<WorkEnd> told) {}

    void add(UUID id, ServerName server, Consumer<WorkEnd> told) {
        watched.put(id, new Watch(server, told));
    }

    void forget(UUID id) {
        watched.remove(id);
    }

    boolean areOn(ServerName server) {
        return watched.values().stream().anyMatch(each -> each.server().equals(server));
    }

    Collection<UUID> ids() {
        return List.copyOf(watched.keySet());
    }

    void ended(UUID id, WorkEnd end) {
        Watch watch = watched.remove(id);
        if (watch != null) {
            watch.told().accept(end);
        }
    }
}
