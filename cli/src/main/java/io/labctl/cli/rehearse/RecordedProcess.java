package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that wrote down who it is. A process id alone may be given to another process later;
 * together with the start time it may not.
 *
 * @param startTicks in clock ticks since the machine started (proc(5), /proc/pid/stat, field 22)
 */
record RecordedProcess(long pid, long startTicks) {
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    /**
     * Reads what {@code record.sh} wrote; empty when it is not there or was not written to its end.
     */
    static Optional<RecordedProcess> readFrom(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            return words.length == 2
                    ? Optional.of(
                            new RecordedProcess(Long.parseLong(words[0]), Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it still runs; what is dead and only waits for its parent does not. */
    boolean runs() {
        return stat(pid)
                .map(fields -> Long.parseLong(fields.get(19)) == startTicks && !isDead(fields))
                .orElse(false);
    }

    /** Ends it at once, and with it its whole process namespace if it made one. */
    void kill(Timekeeper time) {
        if (!runs()) {
            return;
        }
        Optional<RecordedProcess> inner = firstChild();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(time);
        inner.ifPresent(process -> process.awaitEnd(time));
    }

    /**
     * Looks itself: to Java a process is alive until its parent has noticed, which may be never.
     */
    private void awaitEnd(Timekeeper time) {
        if (!time.await(() -> !runs(), TIME_TO_DIE, LOOK_AGAIN)) {
            throw new Unavailable("process %d does not end".formatted(pid));
        }
    }

    /** The process that it started, which is the first one of a process namespace. */
    Optional<RecordedProcess> firstChild() {
        return children(pid).findFirst().flatMap(RecordedProcess::of);
    }

    static Stream<Long> children(long pid) {
        try {
            String text =
                    Files.readString(Path.of("/proc/%d/task/%d/children".formatted(pid, pid)));
            return Stream.of(text.strip().split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .map(Long::parseLong);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    static Optional<RecordedProcess> of(long pid) {
        return stat(pid)
                .filter(fields -> !isDead(fields))
                .map(fields -> new RecordedProcess(pid, Long.parseLong(fields.get(19))));
    }

    private static boolean isDead(List<String> fields) {
        return fields.getFirst().equals("Z") || fields.getFirst().equals("X");
    }

    /** The fields from the third on; the second, a name in brackets, may hold anything. */
    private static Optional<List<String>> stat(long pid) {
        try {
            String text = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            return Optional.of(List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
