package io.labctl.agent.type.cron;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Diff;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.wire.Sha256;
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
import org.jspecify.annotations.Nullable;

/** {@link CronResource}; the daemon itself sees that a file has changed. */
public final class CronType implements ResourceType<CronResource, CronState> {
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
    public Map<CronResource, CronState> observe(Collection<CronResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var users = new JobUsers(accounts, commands);
        var found = new LinkedHashMap<CronResource, CronState>();
        for (CronResource each : wanted) {
            boolean hasUser = each.ensure() == Presence.ABSENT || users.has(each.user());
            found.put(each, new CronState(file(path(each), accounts), hasUser));
        }
        return found;
    }

    private Optional<CronState.Found> file(String path, Accounts accounts) throws IOException {
        Path file = root.at(path);
        if (!PathKind.FILE.isAtOrNothing(file, path)) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Optional.of(new CronState.Found(Access.of(file, accounts, ACCESS), text));
    }

    @Override
    public List<Change> plan(CronResource wanted, CronState found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.file().map(file -> removal(wanted, file)).stream().toList();
        }
        return found.file()
                .map(file -> differences(wanted, file, found.hasUser()))
                .orElseGet(() -> List.of(Change.of("ensure", "absent", job(wanted))));
    }

    private static Change removal(CronResource wanted, CronState.Found found) {
        return new Change("ensure", "present", "absent", diff(wanted, found, ""));
    }

    private static List<Change> differences(
            CronResource wanted, CronState.Found found, boolean hasUser) {
        var changes = new ArrayList<Change>();
        String text = CronText.of(wanted);
        if (!found.text().equals(text)) {
            changes.add(new Change(JOB, hash(found.text()), hash(text), diff(wanted, found, text)));
        }
        changes.addAll(found.access().toward(ACCESS));
        if (changes.isEmpty() && !hasUser) {
            throw JobUsers.missing(wanted.user()); // no change of the file would let the job run
        }
        return changes;
    }

    private static @Nullable String diff(CronResource wanted, CronState.Found found, String text) {
        return found.access().isReadableByAll()
                ? Diff.between(path(wanted), found.body(), new Body.Text(text))
                : Diff.HIDDEN;
    }

    @Override
    public void apply(CronResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            Path file = root.at(path(wanted));
            backups.keep(path(wanted), file);
            Files.delete(file);
            return;
        }
        Accounts accounts = Accounts.read(root);
        if (!new JobUsers(accounts, commands).has(wanted.user())) {
            throw JobUsers.missing(wanted.user());
        }
        Path file = root.placeFor(path(wanted));
        try (Candidate candidate = Candidate.beside(file)) {
            candidate.write(CronText.of(wanted).getBytes(StandardCharsets.UTF_8));
            ACCESS.giveTo(candidate.path(), accounts);
            if (changes.stream().anyMatch(each -> each.property().equals(JOB))) {
                backups.keep(path(wanted), file);
            }
            candidate.moveIntoPlace();
        }
    }

    private static String hash(String text) {
        return "sha256:" + Sha256.of(text);
    }

    private static String path(CronResource wanted) {
        return "/etc/cron.d/" + wanted.name();
    }

    private static String job(CronResource wanted) {
        return "%s %s %s".formatted(wanted.schedule(), wanted.user(), wanted.command());
    }
}
