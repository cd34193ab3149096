package io.labctl.master.site;

import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One layer of data: the parameters of modules by the modules' names. Two are equal when their
 * bytes are, so that a file that was only touched costs no new compile.
 */
public final class DataFile {
    private static final String MISSING = "missing";

    private final String name;
    private final String sha256;
    private final byte[] bytes;
    private final Map<String, Value.Field> modules;
    private final List<Fault> faults;

    private DataFile(
            String name,
            String sha256,
            byte[] bytes,
            Map<String, Value.Field> modules,
            List<Fault> faults) {
        this.name = name;
        this.sha256 = sha256;
        this.bytes = bytes;
        this.modules = modules;
        this.faults = List.copyOf(faults);
    }

    static DataFile missing(String name) {
        return new DataFile(name, MISSING, new byte[0], Map.of(), List.of());
    }

    /** A file whose bytes are at hand; never throws for what they are. */
    public static DataFile read(String name, byte[] bytes) {
        return of(SiteFile.Content.of(name, bytes));
    }

    static DataFile of(SiteFile.Content content) {
        YamlDocument yaml = content.yaml();
        var faults = new ArrayList<>(yaml.faults());
        var modules = new LinkedHashMap<String, Value.Field>();
        switch (yaml.root()) {
            case Value.Nothing _ -> {}
            case Value.Fields(_, var fields) ->
                    fields.forEach((k, v) -> take(k, v, modules, faults));
            case Value.Scalar scalar -> faults.add(noLayer(scalar));
            case Value.Items items -> faults.add(noLayer(items));
        }
        return new DataFile(
                content.name(), content.sha256(), content.bytes().array(), modules, faults);
    }

    private static void take(
            String module,
            Value.Field field,
            Map<String, Value.Field> modules,
            List<Fault> faults) {
        switch (field.value()) {
            case Value.Nothing _ -> {}
            case Value.Fields _ -> modules.put(module, field);
            case Value.Scalar scalar -> faults.add(noParameters(module, scalar));
            case Value.Items items -> faults.add(noParameters(module, items));
        }
    }

    private static Fault noLayer(Value value) {
        return value.place()
                .fault(null, "file holds %s, not a map of modules".formatted(value.shown()));
    }

    private static Fault noParameters(String module, Value value) {
        return value.place()
                .fault(module, "is given %s, not a map of parameters".formatted(value.shown()));
    }

    /** Relative to the site folder, such as {@code data/common.yaml}. */
    public String name() {
        return name;
    }

    /** In bytes. */
    public int size() {
        return bytes.length;
    }

    /** Not a copy; nobody writes into it. */
    public byte[] bytes() {
        return bytes;
    }

    /** Of the bytes; another word when there is none. */
    public String sha256() {
        return sha256;
    }

    /** Whether there is such a file. */
    public boolean isThere() {
        return !sha256.equals(MISSING);
    }

    /** What is given for each module: always {@link Value.Fields}. */
    public Map<String, Value.Field> modules() {
        return modules;
    }

    List<Fault> faults() {
        return faults;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof DataFile file
                        && name.equals(file.name)
                        && sha256.equals(file.sha256));
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + sha256.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
