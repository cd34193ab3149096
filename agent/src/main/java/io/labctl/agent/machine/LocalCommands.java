package io.labctl.agent.machine;

import io.labctl.catalog.secret.Secret;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of this machine, each as the leader of a session of its own, so that what it
 * started can be found and killed, daemons with a session of their own excepted. Safe for use by
 * many threads.
 */
public final class LocalCommands implements Commands {
    private final ProgramNotes notes;

    public LocalCommands() {
        this(ProgramNotes.NONE);
    }

    /** Those that are noted while they run. */
    public LocalCommands(ProgramNotes notes) {
        this.notes = notes;
    }

    @Override
    public Finished run(Command command) throws IOException {
        try (var out = OutputPipe.make();
                var err = OutputPipe.make()) {
            Process process = start(command, out, err);
            notes.begun(process.pid(), command);
            try {
                return finished(command, process, new Outputs(out.read(), err.read()));
            } finally {
                if (!process.isAlive()) {
                    notes.ended(process.pid());
                }
            }
        }
    }

    private static Finished finished(Command command, Process process, Outputs outputs)
            throws StoppedProgram {
        try {
            boolean timedOut = !endsWithin(command.limit(), process);
            endWhatIsLeft(command, process);
            int exit = process.waitFor();
            outputs.awaitEnd();
            return outputs.finished(exit, timedOut);
        } catch (InterruptedException e) {
            return inGrace(command, process, outputs);
        }
    }

    /** The run is to end, which the thread's flag goes on to say. */
    private static Finished inGrace(Command command, Process process, Outputs outputs)
            throws StoppedProgram {
        try {
            boolean ended = endsWithin(command.grace(), process);
            endWhatIsLeft(command, process);
            outputs.awaitEnd();
            if (ended) {
                return outputs.finished(process.exitValue(), false);
            }
            throw stopped(command, outputs.out());
        } catch (InterruptedException _) {
            Session.of(process).kill();
            throw stopped(command, outputs.out());
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private static void endWhatIsLeft(Command command, Process process) {
        if (!command.leavesDaemons()) {
            Session.of(process).kill();
        }
    }

    /** Whether it ends by itself; otherwise it is killed. */
    private static boolean endsWithin(Duration limit, Process process) throws InterruptedException {
        boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (!ended) {
            Session.of(process).kill();
        }
        return ended;
    }

    private static Process start(Command command, OutputPipe out, OutputPipe err)
            throws IOException {
        List<String> argv = new ArrayList<>(List.of("setsid", "--"));
        argv.addAll(command.argv());
        var builder = new ProcessBuilder(argv);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(command.wholeEnvironment());
        builder.directory(command.place().toFile());
        builder.redirectOutput(out.forProgram()).redirectError(err.forProgram());
        if (command.input() == null) {
            return builder.redirectInput(new File("/dev/null")).start();
        }
        Process process = builder.start();
        give(command.input(), process);
        return process;
    }

    private static void give(Secret input, Process process) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It ended without reading all; how it ended tells more.
        }
    }

    private static StoppedProgram stopped(Command command, String out) {
        return new StoppedProgram(command.argv().getFirst(), out);
    }
}
