package io.labctl.master.database;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs, unpacked. They are all there or not at all: unpacked beside their place,
 * marked with their version as the last step, and then moved.
 *
 * @param home holds {@code bin/}
 * @param log what they say
 */
record PostgresPrograms(Path home, ProgramLog log) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);
    private static final String MARK = "labd-bundle";

    /** Of the bundle that they were unpacked from; empty when they are not there or unmarked. */
    Optional<String> version() throws IOException {
        Path mark = home.resolve(MARK);
        return Files.exists(mark) ? Optional.of(Files.readString(mark).strip()) : Optional.empty();
    }

    /**
     * Brings the programs of this bundle in, unless they are there, and clears away what a labd
     * that was killed left half unpacked. None of the programs may be running.
     */
    void bring(PostgresBundle bundle) throws IOException {
        Folders.deleteDraftsOf(home);
        Optional<String> before = version();
        if (before.equals(Optional.of(bundle.version()))) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("version", bundle.version())
                .addKeyValue("before", before.orElse("none"))
                .log("unpacking the embedded PostgreSQL");
        Path fresh = Files.createDirectory(beside("new"));
        bundle.unpackInto(fresh);
        Folders.flush(fresh);
        DurableFile.write(fresh.resolve(MARK), bundle.version().getBytes(StandardCharsets.UTF_8));
        if (Files.exists(home)) {
            Files.move(home, beside("old"));
        }
        DurableFile.moveInto(fresh, home);
        Folders.deleteDraftsOf(home);
    }

    private Path beside(String suffix) {
        return home.resolveSibling(home.getFileName() + "." + suffix);
    }

    /** The exit code, once the program has ended and everything that it said is in the log. */
    int run(List<String> program) throws IOException {
        try {
            int code = launch(program).waitFor();
            log.awaitEnd();
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while '%s' ran".formatted(program.getFirst()), e);
        }
    }

    /**
     * Starts a program that dies when the thread that calls this dies: {@code prctl(2)},
     * PR_SET_PDEATHSIG. So nothing is left running by a labd that is killed.
     *
     * @param program its name and its arguments
     */
    Process launch(List<String> program) throws IOException {
        var builder =
                new ProcessBuilder(asOrdinaryUser(program))
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR"));
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        builder.directory(Path.of("/").toFile());
        Process process = builder.start();
        log.follow(process);
        return process;
    }

    /**
     * PostgreSQL refuses to run as root; in a user namespace of its own root is nobody, and owns
     * its files all the same.
     */
    private List<String> asOrdinaryUser(List<String> program) {
        // In a session of its own: what a terminal or a shell sends to all of labd is for labd.
        var command = new ArrayList<>(List.of("setsid"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "--user"));
        }
        // QUIT ends a PostgreSQL at once; it repairs its data when it is started the next time.
        command.addAll(List.of("setpriv", "--pdeathsig", "QUIT"));
        command.add(home.resolve("bin").resolve(program.getFirst()).toString());
        command.addAll(program.subList(1, program.size()));
        return command;
    }
}
