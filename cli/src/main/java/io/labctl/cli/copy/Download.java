package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import io.labctl.cli.exec.PipedCommand;
import io.labctl.cli.terminal.Interrupt;
import io.labctl.cli.terminal.Listening;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** From a server to this machine. */
final class Download {
    private final Conversation conversation;
    private final Remarks remarks;
    private final Progress progress;
    private final Handoff handoff = new Handoff();
    private final AtomicReference<@Nullable Interrupt> interrupted = new AtomicReference<>();

    /** For one copy. */
    Download(Conversation conversation, Remarks remarks, Progress progress) {
        this.conversation = conversation;
        this.remarks = remarks;
        this.progress = progress;
    }

    /** Answers with the exit code. */
    int run(Route.Down route) {
        Arrival arrival = Arrival.at(route.target(), route.sources().size() > 1);
        Path hidden = arrival.hidden();
        try (Listening _ = conversation.caller().interrupts().listen(this::stop)) {
            return run(route.sources(), arrival, hidden);
        } finally {
            remove(hidden);
        }
    }

    /** Where nobody is connected who is told of it too. */
    private void stop(Interrupt by) {
        interrupted.set(by);
        handoff.close();
    }

    private int run(List<Place.There> sources, Arrival arrival, Path hidden) {
        var arguments = new ArrayList<String>();
        arguments.add(Delivery.label(hidden));
        sources.forEach(each -> arguments.add(each.path().isEmpty() ? "." : each.path()));
        var server = sources.getFirst().server();
        PipedCommand there = conversation.ask(server, Scripts.PACK, arguments, false);
        var words = new ServerWords(server, remarks);
        CompletableFuture<List<Delivered>> unpacked = unpacked(sources, hidden);
        ScriptEnd end;
        try {
            end = new ScriptEnd(there.end(new Screen(remarks, words)));
        } catch (LabException e) {
            handoff.close();
            unpacked.exceptionally(_ -> List.of()).join(); // before what it makes is removed
            throw e;
        }
        words.end();
        handoff.end();
        Optional<List<Delivered>> delivered = delivered(end, unpacked);
        Interrupt by = interrupted.get();
        if (by != null) {
            return by.exit();
        }
        if (end.isToldAsItIs()) {
            return end.exit();
        }
        boolean isTold = words.areAny() || remarks.hasFaults();
        if (delivered.isEmpty() && isTold) {
            return 1;
        }
        List<Delivered> all = delivered.orElse(List.of());
        if (!isTold) {
            requireAll(end, all.size() == sources.size());
        }
        if (words.tellOfPadding()) {
            throw new Conflict(
                    "a file could not be read to its end on the server: nothing was copied");
        }
        put(all, arrival);
        progress.end();
        return isTold ? 1 : 0;
    }

    private CompletableFuture<List<Delivered>> unpacked(List<Place.There> sources, Path hidden) {
        var unpacked = new CompletableFuture<List<Delivered>>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                unpacked.complete(
                                        new Delivery(handoff, hidden, remarks, progress)
                                                .unpack(sources));
                            } catch (IOException | RuntimeException | Error e) {
                                unpacked.completeExceptionally(e);
                                handoff.close();
                            }
                        });
        return unpacked;
    }

    /** Where nobody has said what is missing. */
    private static void requireAll(ScriptEnd end, boolean areAll) {
        if (!end.isGood()) {
            throw new Conflict("the copy ended with exit code %d there".formatted(end.exit()));
        }
        if (!areAll) {
            throw new Conflict(
                    "the server did not send all that it was asked for: nothing was copied");
        }
    }

    /** What has come; nothing when that was not all of it, which the other side has told. */
    private Optional<List<Delivered>> delivered(
            ScriptEnd end, CompletableFuture<List<Delivered>> unpacked) {
        try {
            return Optional.of(unpacked.join());
        } catch (CompletionException e) {
            if (interrupted.get() != null) {
                return Optional.empty();
            }
            return switch (e.getCause()) {
                case LabException told -> throw told;
                case FileSystemException trouble ->
                        throw new Conflict(sentence(trouble) + ": nothing was copied", trouble);
                case EOFException _ when !end.isGood() -> Optional.empty();
                case IOException trouble ->
                        throw new Conflict(
                                "what the server sent cannot be read: %s: nothing was copied"
                                        .formatted(Printable.whole(FileTrouble.reason(trouble))),
                                trouble);
                case null, default -> throw e;
            };
        }
    }

    private static void put(List<Delivered> all, Arrival arrival) {
        try {
            for (Delivered each : all) {
                arrival.check(each);
            }
            for (Delivered each : all) {
                arrival.put(each);
            }
        } catch (IOException e) {
            throw new Conflict(sentence(e), e);
        }
    }

    /** With names in it that the server has chosen. */
    private static String sentence(IOException trouble) {
        return Printable.whole(FileTrouble.sentence(trouble));
    }

    private void remove(Path hidden) {
        try {
            Arrival.remove(hidden);
        } catch (IOException e) {
            remarks.fault(
                    "'%s' could not be removed: %s"
                            .formatted(
                                    Printable.whole(hidden.toString()),
                                    Printable.whole(FileTrouble.reason(e))));
        }
    }

    /** Hands on what comes. */
    private final class Screen extends CopyScreen {
        Screen(Remarks remarks, ServerWords words) {
            super(remarks, words);
        }

        @Override
        public boolean out(byte[] bytes) {
            return handoff.bring(bytes);
        }
    }
}
