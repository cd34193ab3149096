package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import io.labctl.cli.exec.Interrupt;
import io.labctl.cli.exec.Listening;
import io.labctl.cli.exec.PipedCommand;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** From a server to this machine. */
final class Download {
    private static final int NOT_THERE = 3;

    /** Above it a number says which signal ended the other side. */
    private static final int SIGNALS = 128;

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
        List<String> paths =
                sources.stream().map(each -> each.path().isEmpty() ? "." : each.path()).toList();
        var server = sources.getFirst().server();
        PipedCommand there = conversation.ask(server, Scripts.PACK, paths, false);
        var words = new ServerWords(server, remarks);
        CompletableFuture<Map<Path, String>> unpacked = unpacked(sources, hidden);
        int exit;
        try {
            exit = there.end(new Screen(remarks, words));
        } catch (LabException e) {
            handoff.close();
            unpacked.exceptionally(_ -> Map.of()).join(); // before what it makes is removed
            throw e;
        }
        words.end();
        handoff.end();
        return ended(exit, arrived(exit, unpacked), arrival);
    }

    private CompletableFuture<Map<Path, String>> unpacked(List<Place.There> sources, Path hidden) {
        var unpacked = new CompletableFuture<Map<Path, String>>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                unpacked.complete(unpack(sources, hidden));
                            } catch (IOException | RuntimeException | Error e) {
                                unpacked.completeExceptionally(e);
                                handoff.close();
                            }
                        });
        return unpacked;
    }

    /** Answers where each thing stands now, and with its name. */
    private Map<Path, String> unpack(List<Place.There> sources, Path hidden) throws IOException {
        var unpacked = new LinkedHashMap<Path, String>();
        for (int i = 0; i < sources.size(); i++) {
            Path folder = Files.createDirectory(hidden.resolve(Integer.toString(i)));
            String sent =
                    new Unpacking(handoff, folder, remarks, progress).unpack(sources.size() == 1);
            if (sent != null) {
                unpacked.put(
                        folder.resolve(ByteNames.path(sent)),
                        sources.get(i).name().map(ByteNames::ofText).orElse(sent));
            }
        }
        unpacked.keySet().removeIf(each -> !Files.exists(each, LinkOption.NOFOLLOW_LINKS));
        return unpacked;
    }

    /** What has come; nothing when that was not all of it, which the other side has told. */
    private Map<Path, String> arrived(int exit, CompletableFuture<Map<Path, String>> unpacked) {
        try {
            return unpacked.join();
        } catch (CompletionException e) {
            if (interrupted.get() != null) {
                return Map.of();
            }
            return switch (e.getCause()) {
                case LabException told -> throw told;
                case FileSystemException trouble ->
                        throw new Conflict(
                                FileTrouble.sentence(trouble) + ": nothing was copied", trouble);
                case IOException _ when exit != 0 -> Map.of();
                case IOException trouble ->
                        throw new Conflict(
                                "what the server sent cannot be read: "
                                        + FileTrouble.reason(trouble),
                                trouble);
                case null, default -> throw e;
            };
        }
    }

    private int ended(int exit, Map<Path, String> arrived, Arrival arrival) {
        Interrupt by = interrupted.get();
        if (by != null) {
            return by.exit();
        }
        if (exit == NOT_THERE || exit > SIGNALS) {
            return exit;
        }
        if (!remarks.hasFaults() && (exit != 0 || arrived.isEmpty())) {
            throw new Conflict(
                    exit == 0
                            ? "the server sent nothing"
                            : "the copy ended with exit code %d there".formatted(exit));
        }
        arrived.forEach((thing, name) -> put(arrival, thing, name));
        progress.end();
        return remarks.hasFaults() ? 1 : 0;
    }

    private static void put(Arrival arrival, Path thing, String name) {
        try {
            arrival.put(thing, name);
        } catch (IOException e) {
            throw new Conflict(FileTrouble.sentence(e), e);
        }
    }

    private void remove(Path hidden) {
        try {
            Arrival.remove(hidden);
        } catch (IOException e) {
            remarks.fault(
                    "'%s' could not be removed: %s"
                            .formatted(Printable.whole(hidden.toString()), FileTrouble.reason(e)));
        }
    }

    /** Hands on what comes. */
    private final class Screen extends Conversation.Screen {
        Screen(Remarks remarks, ServerWords words) {
            super(remarks, words);
        }

        @Override
        public boolean out(byte[] bytes) {
            return handoff.bring(bytes);
        }
    }
}
