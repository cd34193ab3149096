package io.labctl.agent.run;

import io.labctl.catalog.session.TagList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab-agent run}. */
@Command(
        name = "run",
        description = "Make this machine as its catalog says: once, or again and again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as wanted, or with changes",
            "1:could not run, or something failed",
            "2:wrong use of this command"
        },
        footer =
                "With --detailed-exitcodes: 0 no change, 2 changes, 4 failures, 6 both, 1 the run"
                        + " failed.")
public final class RunCommand implements Callable<Integer> {
    private final Supplier<OnceRun> once;
    private final Function<Boolean, DaemonRun> daemon;

    @Option(names = "--once", description = "Run once, now, and show it.")
    private boolean isOnce;

    @Option(names = "--noop", description = "Look and tell what would be changed; change nothing.")
    private boolean isNoop;

    @Option(
            names = "--tags",
            paramLabel = "TAG[,TAG...]",
            description =
                    "With --once: only what has one of these tags (its module, type, phase, address,"
                            + " or a tag of its own), and what that depends on.")
    private List<String> tags = List.of();

    @Option(
            names = "--detailed-exitcodes",
            description = "With --once: tell by the exit code whether there were changes.")
    private boolean isDetailed;

    @Spec private CommandSpec spec;

    /**
     * To be run once.
     *
     * @param daemon one whose runs change nothing, or one whose do
     */
    public RunCommand(Supplier<OnceRun> once, Function<Boolean, DaemonRun> daemon) {
        this.once = once;
        this.daemon = daemon;
    }

    @Override
    public Integer call() throws Exception {
        if (isDetailed && !isOnce) {
            throw new ParameterException(spec.commandLine(), "--detailed-exitcodes needs --once");
        }
        if (!tags.isEmpty() && !isOnce) {
            throw new ParameterException(spec.commandLine(), "--tags needs --once");
        }
        List<String> wanted = TagList.of(tags);
        if (!tags.isEmpty() && wanted.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--tags names no tag");
        }
        return isOnce
                ? once.get().run(new RunOrder(isNoop, wanted, null, null), isDetailed)
                : daemon.apply(isNoop).run();
    }
}
