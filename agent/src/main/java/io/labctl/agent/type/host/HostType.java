package io.labctl.agent.type.host;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.agent.replaced.EditedFile;
import io.labctl.agent.replaced.EditedText;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link HostResource}; its state is the whole file. */
public final class HostType implements ResourceType<HostResource, HostsFile> {
    private static final String HOSTS = "/etc/hosts";

    /** In bytes; lists of names that are to lead nowhere are long. */
    private static final int LARGEST = 64 * 1024 * 1024;

    private final EditedFile file;

    public HostType(Root root, Backups backups) {
        this.file = new EditedFile(root, backups, HOSTS, LARGEST);
    }

    @Override
    public Map<HostResource, HostsFile> observe(Collection<HostResource> wanted)
            throws IOException {
        EditedText read = file.read();
        HostsFile hosts = new HostsFile(HostsText.of(read.text()), read.disclosure());
        var found = new LinkedHashMap<HostResource, HostsFile>();
        wanted.forEach(each -> found.put(each, hosts));
        return found;
    }

    @Override
    public List<String> makes(HostResource wanted) {
        return List.of(HOSTS);
    }

    @Override
    public List<Change> plan(HostResource wanted, HostsFile hosts) {
        boolean present = wanted.ensure() == Presence.PRESENT;
        List<HostLine> found = hosts.text().managedBy(wanted);
        if (found.isEmpty()) {
            return present ? List.of(Change.of("ensure", "absent", entry(wanted))) : List.of();
        }
        return present
                ? differences(wanted, hosts, found)
                : List.of(removal(wanted, hosts, found.getFirst()));
    }

    private static Change removal(HostResource wanted, HostsFile hosts, HostLine found) {
        return new Change(
                "ensure", hosts.disclosure().told(found.entry()), "absent", diff(wanted, hosts));
    }

    private static List<Change> differences(
            HostResource wanted, HostsFile hosts, List<HostLine> found) {
        var changes = new ArrayList<Change>();
        HostLine first = found.getFirst();
        Disclosure shown = hosts.disclosure();
        if (!first.ip().equals(wanted.ip())) {
            changes.add(Change.of("ip", shown.told(first.ip()), wanted.ip()));
        }
        if (!first.aliases().equals(wanted.aliases())) {
            changes.add(
                    Change.of(
                            "aliases",
                            shown.told(String.join(" ", first.aliases())),
                            String.join(" ", wanted.aliases())));
        }
        if (wanted.comment() != null && !wanted.comment().equals(first.remark())) {
            changes.add(Change.of("comment", shown.told(first.remark()), wanted.comment()));
        }
        if (found.size() > 1) {
            changes.add(
                    new Change(
                            "entries", Integer.toString(found.size()), "1", diff(wanted, hosts)));
        }
        return changes;
    }

    private static @Nullable String diff(HostResource wanted, HostsFile hosts) {
        return hosts.disclosure()
                .diff(Body.of(hosts.text().bytes()), Body.of(hosts.text().with(wanted).bytes()));
    }

    @Override
    public void apply(HostResource wanted, List<Change> changes) throws IOException {
        HostsText before = HostsText.of(file.read().text());
        boolean takesAway = !before.managedBy(wanted).isEmpty();
        file.replace(before.with(wanted).text(), takesAway);
    }

    private static String entry(HostResource wanted) {
        return HostLine.of(wanted, "").entry();
    }
}
