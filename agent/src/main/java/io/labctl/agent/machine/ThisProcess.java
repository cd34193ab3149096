package io.labctl.agent.machine;

import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.kernel.CLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** This process as the kernel has it (execve(2)). */
public final class ThisProcess {
    private static final Path SELF = Path.of("/proc/self");
    private static final int FIRST_OF_OURS = 3; // before it stand the standard streams

    private ThisProcess() {}

    /**
     * Begins the program anew, with the same arguments, environment, number and standard streams,
     * but without its memory and its open files; returns when it is not to be any more.
     *
     * @param mainClass behind which the program's own arguments stand
     * @param isOver asked last, for an exec would lose a signal that is being heard
     * @throws IOException when it goes on instead, and why
     */
    public static void startAnew(String mainClass, BooleanSupplier isOver) throws IOException {
        String line = Files.readString(SELF.resolve("cmdline"), StandardCharsets.UTF_8);
        List<String> words = Stream.of(line.split("\0", -1)).toList();
        List<String> argv =
                again(
                        words.subList(0, words.size() - 1),
                        mainClass,
                        Optional.ofNullable(System.getProperty("labctl.home")).map(Path::of));
        closeOnExec();
        if (isOver.getAsBoolean()) {
            return;
        }
        long error = Libc.execute(argv);
        throw new IOException(
                "%s could not be started: %s".formatted(argv.getFirst(), CLibrary.words(error)));
    }

    /**
     * By its script where it has one: an upgrade since may have taken the files away that this
     * process was started from.
     */
    static List<String> again(List<String> before, String mainClass, Optional<Path> home) {
        int main = before.indexOf(mainClass);
        if (main < 0 || home.isEmpty()) {
            return before;
        }
        String script = home.get().resolve("bin/lab-agent").toString();
        return Stream.concat(Stream.of(script), before.stream().skip(main + 1L)).toList();
    }

    private static void closeOnExec() throws IOException {
        FolderEntries.of(SELF.resolve("fd")).stream()
                .mapToInt(each -> Integer.parseInt(String.valueOf(each.getFileName())))
                .filter(each -> each >= FIRST_OF_OURS)
                .forEach(Libc::closeOnExec);
    }
}
