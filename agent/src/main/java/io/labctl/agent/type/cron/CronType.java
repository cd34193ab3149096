package io.labctl.agent.type.cron;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.KnownUsers;
import io.labctl.agent.machine.Missing;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.agent.replaced.Version;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.io.InputStream;
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
public final class CronType implements ResourceType<CronResource, Optional<JobFile>> {
    /** The daemon reads no file that is not root's or that anyone else can write (cron(8)). */
    private static final Access ACCESS = new Access("root", "root", "0644");

    private static final String JOB = "job";

    private final Root root;
    private final Commands commands;
    private final Backups backups;

    public CronType(Root root, Commands commands, Backups backups) {
        this.root = root;
        this.commands = commands;
        this.backups = backups;
    }

    @Override
    public Map<CronResource, Optional<JobFile>> observe(Collection<CronResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var users = new KnownUsers(accounts, commands);
        var found = new LinkedHashMap<CronResource, Optional<JobFile>>();
        try (Places places = root.places()) {
            for (CronResource each : wanted) {
                found.put(each, file(each, places.find(path(each)), accounts, users));
            }
        }
        return found;
    }

    private static Optional<JobFile> file(
            CronResource wanted, Optional<Path> place, Accounts accounts, KnownUsers users)
            throws IOException {
        try (HeldEntry file = HeldEntry.at(place, PathKind.FILE, path(wanted)).orElse(null)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(found(wanted, file, accounts, users));
        }
    }

    private static JobFile found(
            CronResource wanted, HeldEntry file, Accounts accounts, KnownUsers users)
            throws IOException {
        try (InputStream in = file.content()) {
            return new JobFile(
                    Access.of(file, accounts, ACCESS),
                    Version.of(in.readAllBytes()),
                    wanted.ensure() == Presence.ABSENT || users.has(wanted.user()));
        }
    }

    @Override
    public List<String> makes(CronResource wanted) {
        return wanted.paths();
    }

    @Override
    public List<Change> plan(CronResource wanted, Optional<JobFile> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(file -> removal(wanted, file)).stream().toList();
        }
        return found.map(file -> differences(wanted, file))
                .orElseGet(() -> List.of(Change.of("ensure", "absent", job(wanted))));
    }

    private static Change removal(CronResource wanted, JobFile found) {
        String diff = disclosure(wanted, found).diff(found.content().body(), new Body.Text(""));
        return new Change("ensure", "present", "absent", diff);
    }

    private static List<Change> differences(CronResource wanted, JobFile found) {
        var changes = new ArrayList<Change>();
        Version content = Version.of(bytes(wanted));
        if (!found.content().equals(content)) {
            changes.add(disclosure(wanted, found).change(JOB, found.content(), content));
        }
        changes.addAll(found.access().toward(ACCESS));
        if (changes.isEmpty() && !found.hasUser()) {
            throw Missing.user(wanted.user()); // no change of the file would let the job run
        }
        return changes;
    }

    private static Disclosure disclosure(CronResource wanted, JobFile found) {
        return new Disclosure(path(wanted), found.access().isReadableByAll());
    }

    @Override
    public void apply(CronResource wanted, List<Change> changes) throws IOException {
        try (Places places = root.places()) {
            apply(wanted, places.of(path(wanted)), changes);
        }
    }

    @Override
    public void requirePossible(CronResource wanted, List<Change> changes) throws IOException {
        root.requirePlace(path(wanted));
        if (wanted.ensure() == Presence.PRESENT
                && !new KnownUsers(Accounts.read(root), commands).has(wanted.user())) {
            throw Missing.user(wanted.user());
        }
    }

    private void apply(CronResource wanted, Path file, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            backups.keep(path(wanted), file);
            Files.delete(file);
            return;
        }
        requirePossible(wanted, changes);
        Accounts accounts = Accounts.read(root);
        try (Candidate candidate = Candidate.beside(file)) {
            candidate.write(bytes(wanted));
            ACCESS.giveTo(candidate.path(), accounts);
            if (changes.stream().anyMatch(each -> each.property().equals(JOB))) {
                backups.keep(path(wanted), file);
            }
            candidate.moveIntoPlace();
        }
    }

    private static byte[] bytes(CronResource wanted) {
        return CronText.of(wanted).getBytes(StandardCharsets.UTF_8);
    }

    private static String path(CronResource wanted) {
        return "/etc/cron.d/" + wanted.name();
    }

    private static String job(CronResource wanted) {
        return "%s %s %s".formatted(wanted.schedule(), wanted.user(), wanted.command());
    }
}
