package io.labctl.deploy.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel says of processes (proc(5)). */
final class Proc {
    private static final Path PROC = Path.of("/proc");
    private static final List<String> NAMESPACES = List.of("mnt", "net", "pid", "uts", "ipc");

    private Proc() {}

    /** All that run, but not those that are dead and wait for their parent. */
    static List<Long> all() {
        try (Stream<Path> files = Files.list(PROC)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .filter(pid -> commandLine(pid).isPresent())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words joined by blanks; empty when it is gone, dead or the kernel's own. */
    static Optional<String> commandLine(long pid) {
        try {
            String text = Files.readString(file(pid, "cmdline")).replace('\0', ' ').strip();
            return Optional.of(text).filter(line -> !line.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Long> child(long pid) {
        try {
            return Stream.of(
                            Files.readString(file(pid, "task/%d/children".formatted(pid)))
                                    .strip()
                                    .split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .findFirst()
                    .map(Long::valueOf);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static List<String> namespaces(long pid) {
        return NAMESPACES.stream().flatMap(kind -> namespace(pid, kind).stream()).toList();
    }

    /** Kind and number; empty when the process is gone. */
    static Optional<String> namespace(long pid, String kind) {
        return link(file(pid, "ns/" + kind));
    }

    private static Optional<String> link(Path file) {
        try {
            return Optional.of(Files.readSymbolicLink(file).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Path file(long pid, String name) {
        return PROC.resolve(Long.toString(pid)).resolve(name);
    }

    /** The most memory that it ever had at once, in KiB. */
    static long mostMemory(long pid) {
        try (Stream<String> lines = Files.lines(file(pid, "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
