package io.labctl.cli.config;

import io.labctl.catalog.error.NotFound;
import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints one value. */
@Command(name = "get", description = "Prints the value of one key.")
public final class ConfigGetCommand implements Callable<Integer> {
    private final Settings settings;
    private final Console console;

    @Parameters(
            paramLabel = "KEY",
            description = "current-context, or contexts.NAME.server, .ca, .certificate or .key.")
    String key;

    public ConfigGetCommand(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        LabctlConfig config = settings.file().read();
        ConfigKey parsed = ConfigKey.parse(key);
        String value = ConfigKey.all(config).get(key);
        if (value == null) {
            if (parsed instanceof ConfigKey.InContext(String context, String _)
                    && !config.contexts().containsKey(context)) {
                throw settings.file().lacks(context, config);
            }
            throw new NotFound(
                    "'%s' is not set in config file '%s'".formatted(key, settings.file().path()));
        }
        console.line(value);
        return 0;
    }
}
