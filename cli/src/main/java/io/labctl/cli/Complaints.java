package io.labctl.cli;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.usage.Told;
import io.labctl.cli.print.Console;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one sentence on stderr and gives the exit code for it. */
final class Complaints implements IExecutionExceptionHandler {
    private final Console console;

    Complaints(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        if (e instanceof LabException refusal) {
            console.say(Told.by("labctl", refusal.sentence()));
            return ExitCode.of(refusal).number();
        }
        return ownFault(e);
    }

    /** What should never happen, in one sentence too; a broken installation ends up here. */
    int ownFault(Throwable e) {
        console.say(
                "labctl: this is a fault in labctl itself, please report it: %s at %s"
                        .formatted(e, e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]));
        return ExitCode.FAILED.number();
    }

    /** The same exit code, unless the command did well and its data did not get out. */
    int unlessWritten(int exit) {
        Optional<String> fault = console.out().fault();
        fault.ifPresent(why -> console.say("labctl: the output could not be written: " + why));
        return fault.isPresent() && exit == ExitCode.OK.number() ? ExitCode.FAILED.number() : exit;
    }
}
