package io.labctl.agent.type.cron;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link CronResource}; the daemon itself sees that a file has changed. */
public final class CronType implements ResourceType<CronResource, Optional<CronFile>> {
    /** The daemon reads no file that anyone but its owner can write. */
    private static final Access ACCESS = new Access(null, null, "0644");

    private final Root root;

    public CronType(Root root) {
        this.root = root;
    }

    @Override
    public Map<CronResource, Optional<CronFile>> observe(Collection<CronResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<CronResource, Optional<CronFile>>();
        for (CronResource each : wanted) {
            Path file = root.at(path(each));
            found.put(
                    each,
                    PathKind.FILE.isAtOrNothing(file, path(each))
                            ? Optional.of(
                                    new CronFile(
                                            Access.of(file, accounts, ACCESS),
                                            new String(
                                                    Files.readAllBytes(file),
                                                    StandardCharsets.UTF_8)))
                            : Optional.empty());
        }
        return found;
    }

    @Override
    public List<Change> plan(CronResource wanted, Optional<CronFile> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(_ -> Change.of("ensure", "present", "absent")).stream().toList();
        }
        return found.map(file -> differences(wanted, file))
                .orElseGet(() -> List.of(Change.of("ensure", "absent", job(wanted))));
    }

    private static List<Change> differences(CronResource wanted, CronFile found) {
        var changes = new ArrayList<Change>();
        String text = CronText.of(wanted);
        if (!found.text().equals(text)) {
            changes.add(Change.of("job", found.text().strip(), text.strip()));
        }
        changes.addAll(found.access().toward(ACCESS));
        return changes;
    }

    @Override
    public void apply(CronResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            Files.delete(root.at(path(wanted)));
            return;
        }
        try (Candidate candidate = Candidate.beside(root.placeFor(path(wanted)))) {
            candidate.write(CronText.of(wanted).getBytes(StandardCharsets.UTF_8));
            ACCESS.giveTo(candidate.path(), Accounts.read(root));
            candidate.moveIntoPlace();
        }
    }

    private static String path(CronResource wanted) {
        return "/etc/cron.d/" + wanted.name();
    }

    private static String job(CronResource wanted) {
        return "%s %s %s".formatted(wanted.schedule(), wanted.user(), wanted.command());
    }
}
