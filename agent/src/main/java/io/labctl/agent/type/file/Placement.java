package io.labctl.agent.type.file;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.FileResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Puts files in their places and takes them away, keeping what was there before. */
public final class Placement {
    static final Access NEW = new Access(null, null, "0644");
    private static final Duration VALIDATION = Duration.ofMinutes(1);

    private final Root root;
    private final Commands commands;
    private final Backups backups;

    public Placement(Root root, Commands commands, Backups backups) {
        this.root = root;
        this.commands = commands;
        this.backups = backups;
    }

    void replace(FileResource wanted, Access access, WantedContent contents) throws IOException {
        try (Places places = root.places()) {
            replace(wanted, access, contents, places.of(wanted.path()));
        }
    }

    private void replace(FileResource wanted, Access access, WantedContent contents, Path target)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        boolean existed = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        Access before = existed ? Access.of(target, accounts, access) : NEW;
        try (Candidate candidate = Candidate.beside(target)) {
            contents.writeTo(candidate, wanted);
            before.overriddenBy(access).giveTo(candidate.path(), accounts);
            validate(wanted, candidate);
            if (existed) {
                keep(wanted, target);
            }
            candidate.moveIntoPlace();
        }
    }

    void remove(FileResource wanted) throws IOException {
        try (Places places = root.places()) {
            Path target = places.of(wanted.path());
            keep(wanted, target);
            Files.delete(target);
        }
    }

    void give(FileResource wanted, Access access) throws IOException {
        try (Places places = root.places()) {
            access.giveTo(places.of(wanted.path()), Accounts.read(root));
        }
    }

    private void keep(FileResource wanted, Path target) throws IOException {
        if (wanted.backup()) {
            backups.keep(wanted.path(), target);
        }
    }

    private void validate(FileResource wanted, Candidate candidate) throws IOException {
        if (wanted.validate().isEmpty()) {
            return;
        }
        String file = candidate.pathBeside(wanted.path());
        List<String> argv =
                wanted.validate().stream().map(part -> part.replace("{file}", file)).toList();
        Command command = Command.of(argv, VALIDATION);
        Finished finished = commands.run(command);
        if (!finished.ok()) {
            throw new InvalidInput(
                    "new content of '%s' is not valid: %s"
                            .formatted(wanted.path(), finished.reason(command)));
        }
    }
}
