package io.labctl.master.registry;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** In the order of the file. */
    List<Fault> faults() {
        return faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList();
    }

    /** Empty when there is no telling what the module is. */
    Optional<RegisteredModule> read() {
        byte[] bytes = folder.files().get(ModuleFolder.MANIFEST);
        if (bytes == null) {
            fault(file, "module has no module.yaml");
            return Optional.empty();
        }
        YamlDocument yaml = YamlDocument.read(file.file(), bytes);
        if (!yaml.faults().isEmpty()) {
            add(yaml.faults());
            checkName(yaml.fields());
            add(FORM.faultsOfPart(yaml.fields()));
            return Optional.empty();
        }
        return switch (yaml.root()) {
            case Value.Fields fields -> module(fields);
            case Value.Nothing _ -> none("file is empty");
            case Value.Scalar scalar -> none("file holds " + scalar.shown());
            case Value.Items items -> none("file holds " + items.shown());
        };
    }

    private Optional<RegisteredModule> none(String what) {
        fault(file, what + ", not a map with name, version, description and type");
        return Optional.empty();
    }

    private Optional<RegisteredModule> module(Value.Fields fields) {
        checkName(fields);
        return manifest(fields).map(manifest -> new RegisteredModule(manifest, fields, folder));
    }

    /** As it is written, so that it is told with whatever else is wrong. */
    private void checkName(Value.Fields fields) {
        Value.Field name = fields.fields().get("name");
        if (name != null
                && name.value() instanceof Value.Scalar(_, String text, _)
                && DnsLabel.of(text).isPresent()
                && !text.equals(folder.name())) {
            fault(
                    name.place(),
                    "name '%s' is not its folder's, '%s'"
                            .formatted(text, Printable.of(folder.name())));
        }
    }

    private Optional<Manifest> manifest(Value.Fields fields) {
        return switch (FORM.bind(null, List.of(fields), fields.place())) {
            case Binding.Ready<Manifest>(Manifest manifest) -> Optional.of(manifest);
            case Binding.Refused<Manifest>(var refused) -> {
                add(refused);
                yield Optional.empty();
            }
        };
    }

    private void fault(Place place, String message) {
        faults.add(place.fault(folder.name(), message));
    }

    private void add(List<Fault> found) {
        found.forEach(
                each ->
                        faults.add(
                                new Fault(
                                        folder.name(), each.file(), each.line(), each.message())));
    }
}
