package io.labctl.agent.facts;

import io.labctl.agent.machine.Commands;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a machine's owner adds to its facts: the files and scripts of one folder, in the order of
 * their names. A fact replaces the one of the same name before it, the machine's own too, as
 * Facter's external facts do.
 */
public final class ExternalFacts {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final FactScript script;

    /** With 10 s for each script; the folder may be missing. */
    public ExternalFacts(Path folder, Commands commands) {
        this(folder, commands, LIMIT);
    }

    ExternalFacts(Path folder, Commands commands, Duration limit) {
        this.folder = folder;
        this.script = new FactScript(commands, limit);
    }

    /** All facts; a file that cannot be used costs only its own and is named among the faults. */
    public MachineFacts over(MachineFacts own) {
        SortedMap<String, Object> values = new TreeMap<>(own.values());
        var faults = new ArrayList<>(own.faults());
        try {
            for (Path file : files()) {
                add(file, values, faults);
            }
        } catch (IOException e) {
            faults.add(new MachineFacts.Fault(folder.toString(), FileTrouble.reason(e)));
        }
        return new MachineFacts(values, faults);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void add(Path file, SortedMap<String, Object> values, List<MachineFacts.Fault> faults) {
        try {
            values.putAll(facts(file));
        } catch (IOException e) {
            faults.add(new MachineFacts.Fault(file.toString(), FileTrouble.reason(e)));
        } catch (LabException e) {
            faults.add(new MachineFacts.Fault(file.toString(), e.sentence()));
        }
    }

    /** None of a file with another ending: an editor's copy, a README. */
    private SortedMap<String, Object> facts(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "yaml" -> FactText.yaml(FactFile.bytes(file));
            case "json" -> FactText.json(FactFile.bytes(file));
            case "sh" -> script.facts(file);
            default -> new TreeMap<>();
        };
    }
}
