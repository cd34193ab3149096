package io.labctl.master.registry;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A module as its manifest describes it; none of its code has been looked at. */
public final class RegisteredModule implements ModuleFiles {
    private final Manifest manifest;
    private final Value.Fields written;
    private final ModuleFolder folder;
    private final ModuleVersion version;
    private final SortedMap<String, Content.Stored> files;

    private RegisteredModule(
            Manifest manifest,
            Value.Fields written,
            ModuleFolder folder,
            String sha256,
            SortedMap<String, Content.Stored> files) {
        this.manifest = manifest;
        this.written = written;
        this.folder = folder;
        this.version =
                new ModuleVersion(manifest.name().value(), manifest.version().text(), sha256);
        this.files = Collections.unmodifiableSortedMap(files);
    }

    RegisteredModule(Manifest manifest, Value.Fields written, ModuleFolder folder) {
        this(manifest, written, folder, folder.sha256(), stored(folder));
    }

    /**
     * A module of which only the manifest is at hand.
     *
     * @param sha256 of the whole folder
     * @param files what is in its {@code files/}
     */
    public static RegisteredModule sent(
            String name, byte[] manifest, String sha256, SortedMap<String, Content.Stored> files) {
        var bytes = new TreeMap<>(Map.of(ModuleFolder.MANIFEST, manifest));
        RegisteredModule read =
                new ManifestReader(new ModuleFolder(name, bytes)).read().orElseThrow();
        return new RegisteredModule(read.manifest, read.written, read.folder, sha256, files);
    }

    private static SortedMap<String, Content.Stored> stored(ModuleFolder folder) {
        var stored = new TreeMap<String, Content.Stored>();
        folder.stored()
                .forEach(
                        (name, bytes) ->
                                stored.put(
                                        name, new Content.Stored(Sha256.of(bytes), bytes.length)));
        return stored;
    }

    public ModuleVersion version() {
        return version;
    }

    public String name() {
        return manifest.name().value();
    }

    public ModuleFolder folder() {
        return folder;
    }

    /** Their hashes, by their names in {@code files/}. */
    public SortedMap<String, Content.Stored> files() {
        return files;
    }

    @Override
    public Content.Stored file(String name) {
        Content.Stored file = files.get(name);
        if (file == null) {
            throw new InvalidInput(
                    "module has no files/%s%s"
                            .formatted(name, Suggestion.hint(name, files.keySet())));
        }
        return file;
    }

    @Override
    public SortedMap<String, Content.Stored> below(String folder) {
        String prefix = folder + "/";
        var below = new TreeMap<String, Content.Stored>();
        for (Map.Entry<String, Content.Stored> each : files.tailMap(prefix).entrySet()) {
            if (!each.getKey().startsWith(prefix)) {
                break;
            }
            below.put(each.getKey().substring(prefix.length()), each.getValue());
        }
        if (below.isEmpty()) {
            throw new InvalidInput(
                    "module has no folder files/%s with files in it%s"
                            .formatted(folder, Suggestion.hint(folder, folders())));
        }
        return below;
    }

    private Set<String> folders() {
        var folders = new TreeSet<String>();
        for (String name : files.keySet()) {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                folders.add(name.substring(0, slash));
            }
        }
        return folders;
    }

    public List<String> dependencies() {
        return manifest.dependencies();
    }

    boolean isFor(String role, SortedMap<String, String> labels) {
        return manifest.targets().fit(role, labels);
    }

    /** The full name of the record that is the module. */
    String type() {
        return manifest.type();
    }

    /** The descriptions of parameters, as they were written. */
    Optional<Value.Fields> described() {
        return Optional.ofNullable(written.fields().get("parameters"))
                .map(Value.Field::value)
                .filter(Value.Fields.class::isInstance)
                .map(Value.Fields.class::cast);
    }

    /** Where a key of the manifest stands. */
    Place placeOf(String key) {
        return Optional.ofNullable(written.fields().get(key))
                .map(Value.Field::place)
                .orElseGet(() -> Place.in(folder.fileName(ModuleFolder.MANIFEST)));
    }
}
