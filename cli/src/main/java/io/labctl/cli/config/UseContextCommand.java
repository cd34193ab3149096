package io.labctl.cli.config;

import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes another context the current one. */
@Command(name = "use-context", description = "Makes a context of the config file the current one.")
public final class UseContextCommand implements Callable<Integer> {
    private final Settings settings;
    private final Console console;

    @Parameters(paramLabel = "NAME", description = "A context of the config file.")
    String name;

    public UseContextCommand(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        settings.file().use(name).ifPresent(console::say);
        console.say("current context is now '%s'".formatted(name));
        return 0;
    }
}
