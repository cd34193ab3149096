package io.labctl.master.registry;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From one module's folder to what its manifest says, or all that is wrong with it. */
final class ManifestReader {
    private static final Parameters<Manifest> FORM = Parameters.of(Manifest.class);

    private final ModuleFolder folder;
    private final Place file;
    private final List<Fault> faults = new ArrayList<>();

    ManifestReader(ModuleFolder folder) {
        this.folder = folder;
        this.file = Place.in(folder.fileName(ModuleFolder.MANIFEST));
    }

    List<Fault> faults() {
        return faults;
    }

    /** Empty when there is no telling what the module is. */
    Optional<RegisteredModule> read() {
        byte[] bytes = folder.files().get(ModuleFolder.MANIFEST);
        if (bytes == null) {
            fault(file, "module has no module.yaml");
            return Optional.empty();
        }
        YamlDocument yaml = YamlDocument.read(file.file(), bytes);
        yaml.faults().forEach(each -> faults.add(named(each)));
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        if (!(yaml.root() instanceof Value.Fields fields)) {
            fault(file, "file holds %s, not a map".formatted(yaml.root().shown()));
            return Optional.empty();
        }
        return manifest(fields).flatMap(manifest -> module(manifest, fields));
    }

    private Optional<Manifest> manifest(Value.Fields fields) {
        return switch (FORM.bind(null, List.of(fields), fields.place())) {
            case Binding.Ready<Manifest>(Manifest manifest) -> Optional.of(manifest);
            case Binding.Refused<Manifest>(var refused) -> {
                refused.forEach(each -> faults.add(named(each)));
                yield Optional.empty();
            }
        };
    }

    private Optional<RegisteredModule> module(Manifest manifest, Value.Fields fields) {
        if (!manifest.name().value().equals(folder.name())) {
            fault(
                    placeOf(fields, "name"),
                    "name '%s' is not its folder's, '%s'"
                            .formatted(manifest.name(), folder.name()));
        }
        return Optional.of(new RegisteredModule(manifest, fields, folder));
    }

    private Place placeOf(Value.Fields fields, String key) {
        return Optional.ofNullable(fields.fields().get(key)).map(Value.Field::place).orElse(file);
    }

    private void fault(Place place, String message) {
        faults.add(place.fault(folder.name(), message));
    }

    private Fault named(Fault fault) {
        return new Fault(folder.name(), fault.file(), fault.line(), fault.message());
    }
}
