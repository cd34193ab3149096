package io.labctl.agent.type.host;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link HostResource}; its state is the whole file. */
public final class HostType implements ResourceType<HostResource, HostsFile> {
    private static final String HOSTS = "/etc/hosts";

    /** Whatever the file has stays so. */
    private static final Access ANY = new Access(null, null, null);

    private final Root root;
    private final Backups backups;

    public HostType(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    @Override
    public Map<HostResource, HostsFile> observe(Collection<HostResource> wanted)
            throws IOException {
        HostsFile file = file();
        var found = new LinkedHashMap<HostResource, HostsFile>();
        wanted.forEach(each -> found.put(each, file));
        return found;
    }

    @Override
    public List<Change> plan(HostResource wanted, HostsFile file) {
        boolean present = wanted.ensure() == Presence.PRESENT;
        List<HostLine> found = file.text().managedBy(wanted);
        if (found.isEmpty()) {
            return present ? List.of(Change.of("ensure", "absent", entry(wanted))) : List.of();
        }
        return present
                ? differences(wanted, file, found)
                : List.of(removal(wanted, file, found.getFirst()));
    }

    private static Change removal(HostResource wanted, HostsFile file, HostLine found) {
        return new Change(
                "ensure", file.disclosure().told(found.entry()), "absent", diff(wanted, file));
    }

    private static List<Change> differences(
            HostResource wanted, HostsFile file, List<HostLine> found) {
        var changes = new ArrayList<Change>();
        HostLine first = found.getFirst();
        Disclosure shown = file.disclosure();
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
        if (found.size() > 1) {
            changes.add(
                    new Change("entries", Integer.toString(found.size()), "1", diff(wanted, file)));
        }
        return changes;
    }

    private static @Nullable String diff(HostResource wanted, HostsFile file) {
        return file.disclosure()
                .diff(Body.of(file.text().bytes()), Body.of(file.text().with(wanted).bytes()));
    }

    @Override
    public void apply(HostResource wanted, List<Change> changes) throws IOException {
        try (Places places = root.places()) {
            apply(wanted, places.of(places.behind(HOSTS)));
        }
    }

    private void apply(HostResource wanted, Path target) throws IOException {
        boolean existed = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        Accounts accounts = Accounts.read(root);
        Access access = existed ? Access.of(target, accounts, ANY) : new Access(null, null, "0644");
        HostsText before = read(target);
        try (Candidate candidate = Candidate.beside(target)) {
            candidate.write(before.with(wanted).bytes());
            access.giveTo(candidate.path(), accounts);
            if (!before.managedBy(wanted).isEmpty()) { // a new entry takes nothing away
                backups.keep(HOSTS, target);
            }
            candidate.replace();
        }
    }

    private HostsFile file() throws IOException {
        try (Places places = root.places()) {
            Optional<Path> place = places.find(places.behind(HOSTS));
            return place.isEmpty()
                    ? new HostsFile(HostsText.of(""), new Disclosure(HOSTS, false))
                    : new HostsFile(
                            read(place.get()), new Disclosure(HOSTS, isReadableByAll(place.get())));
        }
    }

    private static boolean isReadableByAll(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                        .contains(PosixFilePermission.OTHERS_READ);
    }

    /** One char for one byte, so that foreign lines stay as they are in any encoding. */
    private static HostsText read(Path file) throws IOException {
        return HostsText.of(
                Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        ? Files.readString(file, StandardCharsets.ISO_8859_1)
                        : "");
    }

    private static String entry(HostResource wanted) {
        return new HostLine(wanted.ip(), wanted.name(), wanted.aliases(), "").entry();
    }
}
