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
import java.util.function.Consumer;

/**
 * Runs programs of this machine, each as the leader of a session of its own, so that what it
 * started can be found and killed, daemons with a session of their own excepted. Safe for use by
 * many threads.
 */
public final class LocalCommands implements Commands {
    @Override
    public Finished run(Command command) throws IOException {
        if (command.leaves() == Command.Leaves.DAEMONS) {
            try (var files = OutputFiles.make()) {
                return finished(command, start(command, files::redirect), files);
            }
        }
        Process process = start(command, _ -> {});
        return finished(command, process, PipedOutputs.of(process));
    }

    private static Finished finished(Command command, Process process, Outputs outputs)
            throws IOException {
        try {
            boolean timedOut = !endsWithin(command.limit(), process, outputs);
            endWhatIsLeft(command, process);
            return new Finished(process.waitFor(), outputs.out(), outputs.err(), timedOut);
        } catch (InterruptedException e) {
            return inGrace(command, process, outputs);
        }
    }

    /** The run is to end, which the thread's flag goes on to say. */
    private static Finished inGrace(Command command, Process process, Outputs outputs)
            throws IOException {
        try {
            boolean ended = endsWithin(command.grace(), process, outputs);
            endWhatIsLeft(command, process);
            if (ended) {
                return new Finished(process.exitValue(), outputs.out(), outputs.err(), false);
            }
            throw stopped(command, outputs.out());
        } catch (InterruptedException _) {
            Session.of(process).kill();
            throw stopped(command, "");
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    private static void endWhatIsLeft(Command command, Process process) {
        if (command.leaves() == Command.Leaves.NOTHING) {
            Session.of(process).kill();
        }
    }

    /** Whether it ends by itself; otherwise it is killed. */
    private static boolean endsWithin(Duration limit, Process process, Outputs outputs)
            throws IOException, InterruptedException {
        boolean ended = outputs.awaitEnd(process, limit);
        if (!ended) {
            Session.of(process).kill();
        }
        return ended;
    }

    private static Process start(Command command, Consumer<ProcessBuilder> redirection)
            throws IOException {
        List<String> argv = new ArrayList<>(List.of("setsid", "--"));
        argv.addAll(command.argv());
        var builder = new ProcessBuilder(argv);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(command.wholeEnvironment());
        builder.directory(command.place().toFile());
        redirection.accept(builder);
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
