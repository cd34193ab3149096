package io.labctl.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands that a command line may be about. Reading one command's options costs more than most
 * commands do, so where the first word is a command's name, only that one is read.
 */
final class NamedCommands {
    private final List<String> words;
    private final Map<String, Supplier<Object>> known = new LinkedHashMap<>();

    private NamedCommands(List<String> words) {
        this.words = words;
    }

    static NamedCommands of(String... words) {
        return new NamedCommands(List.of(words));
    }

    NamedCommands add(String name, Supplier<Object> command) {
        known.put(name, command);
        return this;
    }

    void to(CommandLine line) {
        if (!words.isEmpty() && known.containsKey(words.getFirst())) {
            line.addSubcommand(known.get(words.getFirst()).get());
            return;
        }
        known.values().forEach(each -> line.addSubcommand(each.get()));
    }
}
