package io.labctl.catalog.yaml;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A program's own configuration: one file with a map of keys, checked whole. */
public final class SettingsFile {
    private SettingsFile() {}

    /** What the file holds, as far as there is any use in reading it. */
    public static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(YamlDocument.LARGEST + 1);
        }
    }

    /** What a record cannot say about its file, such as what the names in a map may be. */
    @FunctionalInterface
    public interface Rule {
        List<Fault> faults(Value.Fields keys);
    }

    /**
     * Fills a record with a file's keys, or gives all that is wrong, in the order of the file.
     *
     * @param name of the file, for the places
     */
    public static <T> Binding<T> bind(
            String name, byte[] bytes, Parameters<T> form, Rule... rules) {
        YamlDocument yaml = YamlDocument.read(name, bytes).asMap();
        var faults = new ArrayList<>(yaml.faults());
        if (yaml.root() instanceof Value.Fields fields) {
            List.of(rules).forEach(rule -> faults.addAll(rule.faults(fields)));
            switch (form.bindSettings(List.of(fields), fields.place())) {
                case Binding.Refused<T>(List<Fault> refused) -> faults.addAll(refused);
                case Binding.Ready<T> ready when faults.isEmpty() -> {
                    return ready;
                }
                case Binding.Ready<T> _ -> {}
            }
        }
        faults.sort(Comparator.comparingInt(Fault::line));
        return new Binding.Refused<>(faults);
    }
}
