package io.labctl.cli.config;

import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints which file it is. */
@Command(name = "path", description = "Prints the path of the config file in use.")
public final class ConfigPathCommand implements Callable<Integer> {
    private final Settings settings;
    private final Console console;

    public ConfigPathCommand(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        console.line(settings.file().path().toString());
        return 0;
    }
}
