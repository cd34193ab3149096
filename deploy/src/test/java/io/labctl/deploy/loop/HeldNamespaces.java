package io.labctl.deploy.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Namespaces (namespaces(7)) that are told from all later ones. The kernel gives the number of one
 * that has gone to the next that is made, whoever makes it; so these are held open, and do not go.
 */
final class HeldNamespaces implements AutoCloseable {
    /**
     * Every process of a rehearsal is in one of these kinds; what they hold is nothing but them.
     */
    private static final List<String> KINDS = List.of("pid", "uts");

    private final Map<String, FileChannel> held = new HashMap<>();

    /** Those that this process is in, unless this test is in them too. */
    void hold(long pid) {
        long own = ProcessHandle.current().pid();
        KINDS.stream()
                .filter(kind -> !Proc.namespace(pid, kind).equals(Proc.namespace(own, kind)))
                .forEach(kind -> hold(pid, kind));
    }

    private void hold(long pid, String kind) {
        Path file = Proc.file(pid, "ns/" + kind);
        try {
            FileChannel open = FileChannel.open(file);
            FileChannel before = held.put(Files.readSymbolicLink(file).toString(), open);
            if (before != null) {
                before.close();
            }
        } catch (IOException e) {
            if (Proc.commandLine(pid).isPresent()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    boolean isAround(long pid) {
        return KINDS.stream()
                .flatMap(kind -> Proc.namespace(pid, kind).stream())
                .anyMatch(held::containsKey);
    }

    @Override
    public void close() throws IOException {
        for (FileChannel each : held.values()) {
            each.close();
        }
    }
}
