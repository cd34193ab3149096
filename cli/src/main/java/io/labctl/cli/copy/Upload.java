package io.labctl.cli.copy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import io.labctl.cli.exec.PipedCommand;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** From this machine to a server. */
final class Upload {
    private static final int NOT_THERE = 3;

    /** Above it a number says which signal ended the other side. */
    private static final int SIGNALS = 128;

    /** As {@link PipedCommand#stop} lets it end. */
    private static final int STOPPED = SIGNALS + 15;

    private final Conversation conversation;
    private final Remarks remarks;
    private final Progress progress;

    Upload(Conversation conversation, Remarks remarks, Progress progress) {
        this.conversation = conversation;
        this.remarks = remarks;
        this.progress = progress;
    }

    /** Answers with the exit code. */
    int run(Route.Up route) {
        Map<Path, String> named = named(route.sources());
        if (progress.isShown()) {
            progress.expect(Sizes.of(named.keySet()));
        }
        String last = last(named);
        Place.There target = route.target();
        var arguments = new ArrayList<String>();
        arguments.add(target.path().isEmpty() ? "." : target.path());
        arguments.add(target.isFolder() || named.size() > 1 ? "yes" : "no");
        arguments.add(last);
        named.values().forEach(each -> arguments.add(each));
        PipedCommand there = conversation.ask(target.server(), Scripts.UNPACK, arguments, true);
        return copy(named, last, there, new ServerWords(target.server(), remarks));
    }

    /** Each with the name that it is to have, as the kernel has it. */
    private static Map<Path, String> named(List<Place.Here> sources) {
        var named = new LinkedHashMap<Path, String>();
        for (Place.Here source : sources) {
            Path path = source.path();
            try {
                Attributes about = Attributes.of(path);
                if (source.isFolder() && about.kind() != Attributes.Kind.FOLDER) {
                    throw new InvalidInput("'%s' is no folder".formatted(shown(path)));
                }
                Path own = source.name().isPresent() ? path : path.toRealPath();
                if (own.getFileName() == null) {
                    throw new InvalidInput("'/' has no name that it could have elsewhere");
                }
                named.put(path, own.getFileName().toString());
            } catch (NoSuchFileException e) {
                throw new NotFound("'%s': no such file or folder".formatted(shown(path)), e);
            } catch (IOException e) {
                throw new Conflict("'%s': %s".formatted(shown(path), FileTrouble.reason(e)), e);
            }
        }
        return named;
    }

    /** Not the name of anything that is copied. */
    private static String last(Map<Path, String> named) {
        String last = ".labctl-cp-end";
        while (named.containsValue(last)) {
            last += "_";
        }
        return last;
    }

    private int copy(Map<Path, String> named, String last, PipedCommand there, ServerWords words) {
        var packed = new CompletableFuture<Boolean>();
        Thread packing =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        pack(named, last, there);
                                        packed.complete(true);
                                    } catch (IOException | RuntimeException | Error e) {
                                        there.stop();
                                        packed.completeExceptionally(e);
                                    }
                                });
        try {
            int exit = there.end(new Screen(remarks, words, there));
            words.end();
            return ended(exit, packed);
        } finally {
            packing.interrupt();
        }
    }

    private void pack(Map<Path, String> named, String last, PipedCommand there) throws IOException {
        var packing = new Packing(there.input(), remarks, progress);
        for (Map.Entry<Path, String> each : named.entrySet()) {
            packing.add(each.getKey(), ByteNames.ofName(Path.of(each.getValue())));
        }
        packing.mark(last);
        packing.end();
    }

    private int ended(int exit, CompletableFuture<Boolean> packed) {
        try {
            packed.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case Unreadable unreadable ->
                        throw new Conflict(
                                unreadable.getMessage() + ": nothing was copied", unreadable);
                case IOException _ -> {} // the other side took no more, and its end says why
                case null, default -> throw e;
            }
        }
        if (exit == NOT_THERE || (exit > SIGNALS && !(exit == STOPPED && remarks.hasFaults()))) {
            return exit;
        }
        if (exit != 0 && !remarks.hasFaults()) {
            throw new Conflict("the copy ended with exit code %d there".formatted(exit));
        }
        progress.end();
        return remarks.hasFaults() ? 1 : 0;
    }

    private static String shown(Path path) {
        return Printable.whole(path.toString());
    }

    /** Once the server says that something is wrong, nothing more is sent. */
    private static final class Screen extends Conversation.Screen {
        private final PipedCommand there;
        private boolean stopped;

        Screen(Remarks remarks, ServerWords words, PipedCommand there) {
            super(remarks, words);
            this.there = there;
        }

        @Override
        public boolean out(byte[] bytes) {
            return true;
        }

        @Override
        public void err(byte[] bytes) {
            super.err(bytes);
            if (!stopped) {
                stopped = true;
                there.stop();
            }
        }
    }
}
