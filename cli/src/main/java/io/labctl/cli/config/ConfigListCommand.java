package io.labctl.cli.config;

import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import io.labctl.cli.print.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints every value that the config file sets. */
@Command(name = "list", description = "Lists every key of the config file with its value.")
public final class ConfigListCommand implements Callable<Integer> {
    private final Settings settings;
    private final Console console;

    @Mixin private final Output.Plain output = new Output.Plain();

    public ConfigListCommand(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> all = ConfigKey.all(settings.file().read());
        if (output.format != Format.TABLE) {
            console.line(Documents.of(output.format, all));
        } else if (all.isEmpty()) {
            console.say(
                    settings.file().exists()
                            ? "nothing is set in config file '%s'".formatted(settings.file().path())
                            : "there is no config file '%s'".formatted(settings.file().path()));
        } else {
            var table = new Table(List.of("KEY", "VALUE"));
            all.forEach((key, value) -> table.row(List.of(key, value)));
            table.lines().forEach(console::line);
        }
        return 0;
    }
}
