package io.labctl.agent;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.usage.WrongUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;

/** What went wrong, in one sentence on standard error and an exit code; never a stack trace. */
final class Sentences {
    private static final int COULD_NOT = 1;

    private Sentences() {}

    static CommandLine instead(CommandLine commands) {
        return WrongUse.toldBy(commands)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, _) -> failed(e, command));
    }

    private static int failed(Exception e, CommandLine command) {
        String sentence =
                switch (e) {
                    case LabException known -> known.sentence();
                    case IOException io -> FileTrouble.sentence(io);
                    default -> "fault in lab-agent itself, please report it: " + e;
                };
        say(command, sentence);
        return COULD_NOT;
    }

    /** The same exit code, unless the command did well and its output did not get out. */
    static int unlessWritten(int code, StandardOutput out, PrintWriter err) {
        Optional<String> fault = out.fault();
        fault.ifPresent(why -> err.println("lab-agent: the output could not be written: " + why));
        return fault.isPresent() && code == CommandLine.ExitCode.OK ? COULD_NOT : code;
    }

    private static void say(CommandLine command, String sentence) {
        command.getErr().println("lab-agent: " + sentence);
        command.getErr().flush();
    }
}
