package io.labctl.agent.disable;

import io.labctl.agent.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab-agent disable}. */
@Command(
        name = "disable",
        description =
                "Let no run be made until 'lab-agent enable'. A run that is going on is let be.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no run will be made",
            "1:could not be stored",
            "2:wrong use of this command"
        })
public final class DisableCommand implements Callable<Integer> {
    private final Supplier<OffSwitch> runs;
    private final Supplier<String> person;
    private final Clock clock;
    private final PrintWriter out;

    @Parameters(
            arity = "1..*",
            paramLabel = "REASON",
            description = "For those who wonder, in a few words.")
    private List<String> words = List.of();

    @Spec private CommandSpec spec;

    public DisableCommand(
            Supplier<OffSwitch> runs, Supplier<String> person, Clock clock, PrintWriter out) {
        this.runs = runs;
        this.person = person;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        String reason = String.join(" ", words).strip();
        if (reason.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "the reason is empty");
        }
        var why =
                new Disabled(reason, person.get(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        runs.get().off(why);
        out.println("runs are disabled: " + why);
        out.flush();
        return ExitCode.OK;
    }
}
