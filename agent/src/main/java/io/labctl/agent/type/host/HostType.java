package io.labctl.agent.type.host;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link HostResource}; its state is the entries that it manages. */
public final class HostType implements ResourceType<HostResource, List<HostLine>> {
    private static final String HOSTS = "/etc/hosts";

    private final Root root;

    public HostType(Root root) {
        this.root = root;
    }

    @Override
    public Map<HostResource, List<HostLine>> observe(Collection<HostResource> wanted)
            throws IOException {
        HostsText text = read();
        var found = new LinkedHashMap<HostResource, List<HostLine>>();
        wanted.forEach(each -> found.put(each, text.managedBy(each)));
        return found;
    }

    @Override
    public List<Change> plan(HostResource wanted, List<HostLine> found) {
        boolean present = wanted.ensure() == Presence.PRESENT;
        if (found.isEmpty()) {
            return present ? List.of(Change.of("ensure", "absent", entry(wanted))) : List.of();
        }
        return present
                ? differences(wanted, found)
                : List.of(Change.of("ensure", found.getFirst().text(), "absent"));
    }

    private static List<Change> differences(HostResource wanted, List<HostLine> found) {
        var changes = new ArrayList<Change>();
        HostLine first = found.getFirst();
        if (!first.ip().equals(wanted.ip())) {
            changes.add(Change.of("ip", first.ip(), wanted.ip()));
        }
        if (!first.aliases().equals(wanted.aliases())) {
            changes.add(
                    Change.of(
                            "aliases",
                            String.join(" ", first.aliases()),
                            String.join(" ", wanted.aliases())));
        }
        if (found.size() > 1) {
            changes.add(Change.of("entries", Integer.toString(found.size()), "1"));
        }
        return changes;
    }

    @Override
    public void apply(HostResource wanted, List<Change> changes) throws IOException {
        Path file = root.placeFor(HOSTS);
        boolean existed = Files.exists(file);
        Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
        Accounts accounts = Accounts.read(root);
        var any = new Access(null, null, null);
        Access access = existed ? Access.of(target, accounts, any) : new Access(null, null, "0644");
        try (Candidate candidate = Candidate.beside(target)) {
            candidate.write(read().with(wanted).text().getBytes(StandardCharsets.ISO_8859_1));
            access.giveTo(candidate.path(), accounts);
            replace(candidate);
        }
    }

    private static void replace(Candidate candidate) throws IOException {
        try {
            candidate.moveIntoPlace();
        } catch (FileSystemException e) {
            // Containers mount their hosts file: it can be written, but not replaced.
            if (!String.valueOf(e.getReason()).contains("busy")) {
                throw e;
            }
            candidate.writeThrough();
        }
    }

    /** One char for one byte, so that foreign lines stay as they are in any encoding. */
    private HostsText read() throws IOException {
        Path file = root.at(HOSTS);
        return HostsText.of(
                Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
    }

    private static String entry(HostResource wanted) {
        return new HostLine(wanted.ip(), wanted.name(), wanted.aliases(), "").text();
    }
}
