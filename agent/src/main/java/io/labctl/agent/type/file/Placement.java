package io.labctl.agent.type.file;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts files in their places and takes them away, keeping what was there before. */
public final class Placement {
    private static final Duration VALIDATION = Duration.ofMinutes(1);

    private static final String NOT_VALID = "new content of '%s' is not valid: %s";
    private static final String NOT_VALIDATED = "new content of '%s' is not validated: %s";

    private final Root root;
    private final Commands commands;
    private final Backups backups;

    public Placement(Root root, Commands commands, Backups backups) {
        this.root = root;
        this.commands = commands;
        this.backups = backups;
    }

    void replace(FileResource wanted, Access access, WantedContent contents) throws IOException {
        Accounts accounts = Accounts.read(root);
        access.requireKnown(accounts); // first: other changes bring a directory, but no account
        try (Places places = root.places()) {
            replace(wanted, access, contents, places.of(wanted.path()), accounts);
        }
    }

    private void replace(
            FileResource wanted,
            Access access,
            WantedContent contents,
            Path target,
            Accounts accounts)
            throws IOException {
        try (HeldEntry old = file(wanted, target);
                Candidate candidate = Candidate.beside(target)) {
            contents.writeTo(candidate, wanted);
            Access before = old == null ? Access.OF_A_NEW_FILE : Access.of(old, accounts, access);
            before.overriddenBy(access).giveTo(candidate.path(), accounts);
            validate(wanted, candidate);
            keep(wanted, old);
            if (!candidate.replace()) {
                throw mountOfItsOwn(wanted);
            }
        }
    }

    private static Conflict mountOfItsOwn(FileResource wanted) {
        return new Conflict(
                "'%s' is a mount of its own, and no other file can be put in its place; manage the file that is mounted there"
                        .formatted(wanted.path()));
    }

    /**
     * Refuses one whose name nobody could take away or give, as far as looking tells.
     *
     * @throws io.labctl.catalog.error.NotFound where its directory is missing, or whom it is to
     *     belong to
     * @throws Conflict where something is mounted
     */
    void requireReplaceable(FileResource wanted, Access access) throws IOException {
        access.requireKnown(Accounts.read(root));
        try (Places places = root.places()) {
            Path target = places.changeable(wanted.path());
            try (HeldEntry old = file(wanted, target)) {
                if (old == null) {
                    return;
                }
                if (wanted.ensure() == Presence.ABSENT) {
                    refuseMountPoint(wanted, old);
                } else if (old.isMountPoint()) {
                    throw mountOfItsOwn(wanted);
                }
            }
        }
    }

    /** Refuses one whose content nothing could validate, as far as looking tells. */
    void requireValidatable(FileResource wanted) throws IOException {
        if (!wanted.validate().isEmpty()) {
            Optional<String> trouble = Command.of(wanted.validate(), VALIDATION).trouble(root);
            if (trouble.isPresent()) {
                throw new InvalidInput(NOT_VALID.formatted(wanted.path(), trouble.get()));
            }
        }
    }

    /** Refuses one that cannot be given this, as far as looking tells. */
    void requireGivable(FileResource wanted, Access access) throws IOException {
        access.requireKnown(Accounts.read(root));
        try (Places places = root.places()) {
            Path target = places.of(wanted.path());
            Places.requireWritable(target, target);
        }
    }

    private static void refuseMountPoint(FileResource wanted, HeldEntry file) throws IOException {
        if (file.isMountPoint()) {
            throw Conflict.until(
                    "file '%s' is not removed: something is mounted there".formatted(wanted.path()),
                    "unmount it first");
        }
    }

    private static @Nullable HeldEntry file(FileResource wanted, Path place) throws IOException {
        return HeldEntry.at(Optional.of(place), PathKind.FILE, wanted.path()).orElse(null);
    }

    void remove(FileResource wanted) throws IOException {
        try (Places places = root.places()) {
            Path target = places.of(wanted.path());
            try (HeldEntry old = file(wanted, target)) {
                if (old != null) {
                    refuseMountPoint(wanted, old);
                }
                keep(wanted, old);
            }
            Files.delete(target);
        }
    }

    void give(FileResource wanted, Access access) throws IOException {
        try (Places places = root.places();
                HeldEntry file = file(wanted, places.of(wanted.path()))) {
            if (file == null) {
                throw new NoSuchFileException(wanted.path());
            }
            access.giveTo(file, Accounts.read(root));
        }
    }

    private void keep(FileResource wanted, @Nullable HeldEntry old) throws IOException {
        if (old != null && wanted.backup()) {
            backups.keep(wanted.path(), old);
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
                    (finished.timedOut() ? NOT_VALIDATED : NOT_VALID)
                            .formatted(wanted.path(), finished.reason(command)));
        }
    }
}
