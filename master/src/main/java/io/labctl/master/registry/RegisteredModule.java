package io.labctl.master.registry;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A module as its manifest describes it; none of its code has been looked at. */
public final class RegisteredModule {
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

    /**
     * A file of the module's {@code files/} folder.
     *
     * @param name without the folder's
     * @throws InvalidInput naming the nearest when there is none of that name
     */
    public Content.Stored file(String name) {
        Content.Stored file = files.get(name);
        if (file == null) {
            throw new InvalidInput(
                    "module has no files/%s%s"
                            .formatted(name, Suggestion.hint(name, files.keySet())));
        }
        return file;
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
