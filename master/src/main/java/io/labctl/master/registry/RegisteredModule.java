package io.labctl.master.registry;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.Content;
import java.util.List;
import java.util.SortedMap;

/** A module that can be bound and compiled. */
public final class RegisteredModule {
    private final Manifest manifest;
    private final ModuleVersion version;
    private final Parameters<? extends LabModule> parameters;
    private final SortedMap<String, Content.Stored> files;

    RegisteredModule(
            Manifest manifest,
            String sha256,
            Parameters<? extends LabModule> parameters,
            SortedMap<String, Content.Stored> files) {
        this.manifest = manifest;
        this.version = new ModuleVersion(manifest.name().value(), manifest.version(), sha256);
        this.parameters = parameters;
        this.files = files;
    }

    public ModuleVersion version() {
        return version;
    }

    public String name() {
        return manifest.name().value();
    }

    public Parameters<? extends LabModule> parameters() {
        return parameters;
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

    List<String> dependencies() {
        return manifest.dependencies();
    }

    boolean isFor(String role, SortedMap<String, String> labels) {
        return manifest.targets().fit(role, labels);
    }
}
