package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.catalog.report.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds out what differs, and changes nothing. */
final class Told implements TreeAct {
    /** A report is read by people; what is beyond is counted. */
    static final int MOST = 50;

    private final List<Change> changes = new ArrayList<>();
    private int more;

    @Override
    public boolean remove(String path, Path place, HeldEntry entry) {
        add(Change.of(path, entry.kind().word(), "absent"));
        return true;
    }

    @Override
    public void access(String path, HeldEntry entry, Access wanted, List<Change> changes) {
        for (Change each : changes) {
            add(Change.of("%s of %s".formatted(each.property(), path), each.from(), each.to()));
        }
    }

    private void add(Change change) {
        if (changes.size() < MOST) {
            changes.add(change);
        } else {
            more++;
        }
    }

    List<Change> changes() {
        if (more == 0) {
            return changes;
        }
        var all = new ArrayList<>(changes);
        all.add(Change.of("below", null, "%d more changes".formatted(more)));
        return all;
    }
}
