package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.cli.print.Console;
import java.util.Optional;
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
        ConfigKey place = ConfigKey.parse(key);
        ConfigRules.value(place.word(), value)
                .ifPresent(
                        fault -> {
                            throw new InvalidInput(fault);
                        });
        Optional<String> lost =
                switch (place) {
                    case ConfigKey.Current() -> file.use(value);
                    case ConfigKey.InContext one -> file.change(now -> one.set(now, value));
                };
        lost.ifPresent(console::say);
        console.say("%s set in %s".formatted(key, file.path()));
        return 0;
    }
}
