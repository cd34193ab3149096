package io.labctl.agent.disable;

import io.labctl.agent.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code lab-agent enable}. */
@Command(
        name = "enable",
        description = "Let runs be made again after 'lab-agent disable'.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:runs may be made",
            "1:could not be stored",
            "2:wrong use of this command"
        })
public final class EnableCommand implements Callable<Integer> {
    private final Supplier<OffSwitch> runs;
    private final PrintWriter out;

    public EnableCommand(Supplier<OffSwitch> runs, PrintWriter out) {
        this.runs = runs;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        out.println(runs.get().on() ? "runs are enabled" : "runs were not disabled");
        out.flush();
        return ExitCode.OK;
    }
}
