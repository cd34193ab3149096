package io.labctl.agent.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Programs that answer as a test says, and a list of those that were run. */
public final class FakeCommands implements Commands {
    private final Map<String, Function<Command, Finished>> programs = new HashMap<>();
    private final List<String> run = new ArrayList<>();

    /** Lets a program do and answer this; the first word of a command line is its name. */
    public FakeCommands program(String name, Function<Command, Finished> behaviour) {
        programs.put(name, behaviour);
        return this;
    }

    public FakeCommands exits(String name, int code, String err) {
        return program(name, _ -> new Finished(code, "", err, false));
    }

    /** The command lines so far, oldest first. */
    public List<String> run() {
        return List.copyOf(run);
    }

    @Override
    public Finished run(Command command) {
        run.add(String.join(" ", command.argv()));
        return programs.getOrDefault(command.argv().getFirst(), FakeCommands::notFound)
                .apply(command);
    }

    private static Finished notFound(Command command) {
        return new Finished(127, "", "%s: not found".formatted(command.argv().getFirst()), false);
    }
}
