package io.labctl.agent;

import io.labctl.agent.exit.ExitCode;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.usage.Told;
import io.labctl.catalog.usage.WrongUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What went wrong, in one sentence on standard error and an exit code; never a stack trace and
 * never a join token.
 */
record Sentences(PrintWriter err) {
    CommandLine instead(CommandLine commands) {
        return WrongUse.toldBy(commands, this::print)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, _, _) -> failed(e));
    }

    private int failed(Exception e) {
        String sentence =
                switch (e) {
                    case LabException known -> known.sentence();
                    case AccessDeniedException denied when !isRoot() ->
                            FileTrouble.sentence(denied) + "; run lab-agent as root";
                    case IOException io -> FileTrouble.sentence(io);
                    default -> "fault in lab-agent itself, please report it: " + e;
                };
        say(sentence);
        return ExitCode.FAILED;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The same exit code, unless the command did well and its output did not get out. */
    int unlessWritten(int code, StandardOutput out) {
        Optional<String> fault = out.fault();
        fault.ifPresent(why -> say("the output could not be written: " + why));
        return fault.isPresent() && code == ExitCode.OK ? ExitCode.FAILED : code;
    }

    /** One sentence to the person. */
    void say(String sentence) {
        print(Told.by("lab-agent", sentence));
    }

    private void print(String line) {
        err.println(Told.in(line));
        err.flush();
    }
}
