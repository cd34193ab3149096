package io.labctl.catalog.usage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands that a command line may be about. Reading one command's options costs more than most
 * commands do, so where the first word is a command's name, only that one is read.
 */
public final class NamedCommands {
    private final List<String> words;
    private final Map<String, Supplier<Object>> known = new LinkedHashMap<>();
    private boolean needsAll = true;

    private NamedCommands(List<String> words) {
        this.words = words;
    }

    /** Knows none yet; without words, all that are added are read. */
    public static NamedCommands of(String... words) {
        return new NamedCommands(List.of(words));
    }

    /**
     * One that knows nothing of the others.
     *
     * @param command a command or its {@link CommandLine}
     */
    public NamedCommands add(String name, Supplier<Object> command) {
        known.put(name, command);
        needsAll &= !isFirstWord(name);
        return this;
    }

    /** One that is about all the others, such as help. */
    public NamedCommands addAboutAll(String name, Supplier<Object> command) {
        known.put(name, command);
        return this;
    }

    /** Puts those that are needed below this one, in the order in which they were added. */
    public void to(CommandLine line) {
        known.forEach(
                (name, command) -> {
                    if (needsAll || isFirstWord(name)) {
                        line.addSubcommand(command.get());
                    }
                });
    }

    private boolean isFirstWord(String name) {
        return !words.isEmpty() && words.getFirst().equals(name);
    }
}
