package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.cli.print.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets one value; a context comes into being with its first value. */
@Command(
        name = "set",
        description = "Sets the value of one key; a context begins with its first value.")
public final class ConfigSetCommand implements Callable<Integer> {
    private final Settings settings;
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "KEY",
            description = "current-context, or contexts.NAME.server, .ca, .certificate or .key.")
    String key;

    @Parameters(
            index = "1",
            paramLabel = "VALUE",
            description =
                    "What to set it to; a relative path is one from the config file's folder.")
    String value;

    public ConfigSetCommand(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        ConfigFile file = settings.file();
        LabctlConfig config = file.read();
        ConfigKey place = ConfigKey.parse(key);
        ConfigRules.value(place.word(), value)
                .ifPresent(
                        fault -> {
                            throw new InvalidInput(fault);
                        });
        if (place instanceof ConfigKey.Current && !config.contexts().containsKey(value)) {
            throw file.lacks(value, config);
        }
        file.change(now -> place.set(now, value)).ifPresent(console::say);
        console.say("%s set in %s".formatted(key, file.path()));
        return 0;
    }
}
