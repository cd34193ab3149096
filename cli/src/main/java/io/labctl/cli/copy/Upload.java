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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** From this machine to a server. */
final class Upload {
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
        Map<Path, Path> named = named(route.sources());
        if (progress.isShown()) {
            progress.expect(Sizes.of(named.keySet()));
        }
        String last = last(named);
        Place.There target = route.target();
        var arguments = new ArrayList<String>();
        arguments.add(target.path().isEmpty() ? "." : target.path());
        arguments.add(target.isFolder() || named.size() > 1 ? "yes" : "no");
        arguments.add(last);
        named.values().forEach(each -> arguments.add(each.toString()));
        PipedCommand there = conversation.ask(target.server(), Scripts.UNPACK, arguments, true);
        return copy(named, last, there, new ServerWords(target.server(), remarks));
    }

    /** Each with the name that it is to have, as the kernel has it. */
    private static Map<Path, Path> named(List<Place.Here> sources) {
        var named = new LinkedHashMap<Path, Path>();
        var names = new HashSet<String>();
        for (Place.Here source : sources) {
            Path name = name(source);
            requireLetters(name);
            if (!names.add(ByteNames.ofName(name))) {
                throw new InvalidInput(
                        "two sources have the name '%s': copy one at a time"
                                .formatted(Printable.of(name.toString())));
            }
            named.put(source.path(), name);
        }
        return named;
    }

    /** It goes to a script as text, which has to find it there. */
    private static void requireLetters(Path name) {
        if (!ByteNames.ofText(name.toString()).equals(ByteNames.ofName(name))) {
            throw new InvalidInput(
                    "the folder is called '%s', which is not all letters: give its path with its name"
                            .formatted(shown(name)));
        }
    }

    private static Path name(Place.Here source) {
        Path path = source.path();
        try {
            Attributes about = Attributes.of(path);
            if (source.isFolder() && about.kind() != Attributes.Kind.FOLDER) {
                throw new InvalidInput("'%s' is no folder".formatted(shown(path)));
            }
            Path name = (source.name().isPresent() ? path : path.toRealPath()).getFileName();
            if (name == null) {
                throw new InvalidInput("'/' has no name that it could have elsewhere");
            }
            return name;
        } catch (NoSuchFileException e) {
            throw new NotFound("'%s': no such file or folder".formatted(shown(path)), e);
        } catch (IOException e) {
            throw new Conflict("'%s': %s".formatted(shown(path), FileTrouble.reason(e)), e);
        }
    }

    /** Not the name of anything that is copied. */
    private static String last(Map<Path, Path> named) {
        String last = ".labctl-cp-end";
        while (named.containsValue(Path.of(last))) {
            last += "_";
        }
        return last;
    }

    private int copy(Map<Path, Path> named, String last, PipedCommand there, ServerWords words) {
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
            var screen = new Screen(remarks, words, there);
            var end = new ScriptEnd(there.end(screen));
            words.end();
            return ended(end, screen.hasStopped(), words.areAny(), packed);
        } finally {
            packing.interrupt();
        }
    }

    private void pack(Map<Path, Path> named, String last, PipedCommand there) throws IOException {
        var packing = new Packing(there.input(), remarks, progress);
        for (Map.Entry<Path, Path> each : named.entrySet()) {
            packing.add(each.getKey(), ByteNames.ofName(each.getValue()));
        }
        packing.mark(last);
        packing.end();
    }

    private int ended(
            ScriptEnd end, boolean stopped, boolean told, CompletableFuture<Boolean> packed) {
        try {
            packed.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case Unreadable unreadable ->
                        throw new Conflict(
                                unreadable.getMessage() + ": nothing was copied", unreadable);
                case IOException broken when end.isGood() ->
                        throw new Conflict("the server did not take all of it", broken);
                case IOException _ -> {} // its end says why it took no more
                case null, default -> throw e;
            }
        }
        if (end.isToldAsItIs() && !(end.isTerminated() && stopped)) {
            return end.exit();
        }
        if (!end.isGood()) {
            if (told || remarks.hasFaults()) {
                return 1;
            }
            throw new Conflict("the copy ended with exit code %d there".formatted(end.exit()));
        }
        progress.end();
        return remarks.hasFaults() ? 1 : 0;
    }

    private static String shown(Path path) {
        return Printable.whole(path.toString());
    }

    /** Once the server says that nothing will come of it, nothing more is sent. */
    private static final class Screen extends CopyScreen {
        private final ServerWords words;
        private final PipedCommand there;
        private volatile boolean stopped;

        Screen(Remarks remarks, ServerWords words, PipedCommand there) {
            super(remarks, words);
            this.words = words;
            this.there = there;
        }

        boolean hasStopped() {
            return stopped;
        }

        @Override
        public boolean out(byte[] bytes) {
            return true;
        }

        @Override
        public void err(byte[] bytes) {
            super.err(bytes);
            if (words.areHopeless() && !stopped) {
                stopped = true;
                there.stop();
            }
        }
    }
}
