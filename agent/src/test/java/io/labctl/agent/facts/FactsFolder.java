package io.labctl.agent.facts;

import io.labctl.agent.config.FactsPlace;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.time.Stop;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The owner's facts of a machine that otherwise only knows its kernel. */
record FactsFolder(Path path) {
    static final Map<String, Object> OWN = Map.of("kernel", "Linux");

    FactsFolder file(String name, String text) throws IOException {
        Files.writeString(path.resolve(name), text);
        return this;
    }

    FactsFolder script(String name, String... lines) throws IOException {
        return program(name, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    }

    FactsFolder program(String name, String text) throws IOException {
        file(name, text);
        Files.setPosixFilePermissions(
                path.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    Map<String, Object> values() {
        return gathered().values();
    }

    List<MachineFacts.Fault> faults() {
        return gathered().faults();
    }

    /** With 1 s for each script. */
    MachineFacts gathered() {
        return gathered(new Stop());
    }

    MachineFacts gathered(Stop stop) {
        return gathered(new FactsPlace(path, false), new LocalCommands(), stop);
    }

    MachineFacts gathered(Commands commands, Stop stop) {
        return gathered(new FactsPlace(path, false), commands, stop);
    }

    /** The same when the owner has named the folder. */
    MachineFacts gatheredAsNamed() {
        return gathered(new FactsPlace(path, true), new LocalCommands(), new Stop());
    }

    private static MachineFacts gathered(FactsPlace place, Commands commands, Stop stop) {
        var limits = new ExternalFacts.Limits(Duration.ofSeconds(1), Duration.ofSeconds(30));
        return new ExternalFacts(place, commands, stop, limits)
                .over(new MachineFacts(new TreeMap<>(OWN), List.of()));
    }

    MachineFacts.Fault fault(String name, String reason) {
        return new MachineFacts.Fault(path.resolve(name).toString(), reason);
    }
}
