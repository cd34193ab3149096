package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** This process as the kernel has it (execve(2)). */
public final class ThisProcess {
    private static final Path SELF = Path.of("/proc/self");
    private static final int FIRST_OF_OURS = 3; // before it stand the standard streams

    private ThisProcess() {}

    /**
     * Begins the program anew, with the same arguments, environment, number and standard streams,
     * but without its memory and its open files.
     *
     * @throws IOException when it goes on instead, and why
     */
    public static void startAnew() throws IOException {
        String line = Files.readString(SELF.resolve("cmdline"), StandardCharsets.UTF_8);
        List<String> argv = Stream.of(line.split("\0", -1)).toList();
        closeOnExec();
        long error = Libc.execute(argv.subList(0, argv.size() - 1));
        throw new IOException(
                "%s could not be started: %s".formatted(argv.getFirst(), Libc.words(error)));
    }

    private static void closeOnExec() throws IOException {
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            open.map(Path::getFileName)
                    .mapToInt(name -> Integer.parseInt(name.toString()))
                    .filter(each -> each >= FIRST_OF_OURS)
                    .forEach(Libc::closeOnExec);
        }
    }
}
