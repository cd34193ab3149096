package io.labctl.agent.facts;

import io.labctl.agent.config.FactsPlace;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.BrokenLink;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.time.Span;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a machine's owner adds to its facts: the files and scripts of one folder, in the order of
 * their names. A fact replaces the one of the same name before it, the machine's own too, as
 * Facter's external facts do.
 */
public final class ExternalFacts {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalFacts.class);

    /** A script that is to end has {@link io.labctl.agent.machine.Command#GRACE} for it. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private final Path folder;
    private final boolean mustBeThere;
    private final FactScript script;
    private final Limits limits;
    private final Stop stop;

    /**
     * How long it may take.
     *
     * @param script each one
     * @param all together
     */
    record Limits(Duration script, Duration all) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(10), Duration.ofMinutes(1));
    }

    /**
     * With 10 s for each script and a minute for all; a folder that nobody named may be missing.
     */
    public ExternalFacts(FactsPlace folder, Commands commands, Stop stop) {
        this(folder, commands, stop, Limits.USUAL);
    }

    ExternalFacts(FactsPlace folder, Commands commands, Stop stop, Limits limits) {
        this.folder = folder.path();
        this.mustBeThere = folder.isNamed();
        this.script = new FactScript(commands, limits.script());
        this.limits = limits;
        this.stop = stop;
    }

    /**
     * All facts. A file that cannot be used costs only its own, and is named among the faults; so
     * is what there was no time for, also because the agent is to stop.
     */
    public MachineFacts over(MachineFacts own) {
        var gathering = new Gathering(own);
        var done = new CompletableFuture<Void>();
        Thread worker =
                Thread.ofPlatform()
                        .name("external-facts")
                        .daemon()
                        .start(() -> gather(gathering, done));
        try {
            stop.await(done, limits.all());
        } catch (TimeoutException e) {
            end(worker);
            gathering.fault(folder.toString(), "not all were read within " + Span.of(limits.all()));
        } catch (Unavailable e) {
            end(worker);
            gathering.fault(folder.toString(), "not all were read: " + e.sentence());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return gathering.facts();
    }

    private void gather(Gathering gathering, CompletableFuture<Void> done) {
        try {
            for (Path file : files()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                add(file, gathering);
            }
            done.complete(null);
        } catch (IOException e) {
            gathering.fault(folder.toString(), FileTrouble.reason(e));
            done.complete(null);
        } catch (NotFound | Conflict e) {
            gathering.fault(folder.toString(), e.sentence());
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    private static void end(Thread worker) {
        worker.interrupt();
        try {
            worker.join(ENDS_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> files() throws IOException {
        try {
            return FolderEntries.of(folder).stream().sorted().toList();
        } catch (NoSuchFileException e) {
            BrokenLink.reason(folder)
                    .ifPresent(
                            why -> {
                                throw new NotFound(why, e);
                            });
            if (mustBeThere) {
                throw new NotFound(
                        "no such folder: make it, or mend 'facts-folder' in agent.yaml", e);
            }
            return List.of();
        } catch (NotDirectoryException e) {
            throw new Conflict(
                    mustBeThere
                            ? "it is not a folder: mend 'facts-folder' in agent.yaml"
                            : "it is not a folder",
                    e);
        }
    }

    private void add(Path file, Gathering gathering) {
        try {
            gathering.add(facts(file));
        } catch (NoSuchFileException e) {
            String reason = BrokenLink.reason(file).orElseGet(() -> FileTrouble.reason(e));
            gathering.fault(file.toString(), reason);
        } catch (IOException e) {
            gathering.fault(file.toString(), FileTrouble.reason(e));
        } catch (LabException e) {
            gathering.fault(file.toString(), e.sentence());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("file", file).log("unexpected failure");
            gathering.fault(file.toString(), "unexpected error: " + e);
        }
    }

    private SortedMap<String, Object> facts(Path file) throws IOException {
        if (FactFileName.isLeftAlone(file)) {
            return new TreeMap<>();
        }
        return switch (FactFileName.ending(file)) {
            case ".yaml" -> FactText.yaml(FactFile.bytes(file));
            case ".json" -> FactText.json(FactFile.bytes(file));
            case ".txt" -> FactText.lines(FactFile.bytes(file));
            case ".sh" -> script.facts(file);
            default -> {
                if (Files.isDirectory(file)) {
                    yield new TreeMap<>();
                }
                throw FactFileName.objection(file);
            }
        };
    }
}
