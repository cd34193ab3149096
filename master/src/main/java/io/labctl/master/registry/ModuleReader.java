package io.labctl.master.registry;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From one module's folder to a module that can be compiled, or all that is wrong with it. Only
 * code on labd's own class path is loaded here; a site's own modules will be read the same way, in
 * the worker process that alone runs their code.
 */
final class ModuleReader {
    private static final Parameters<Manifest> FORM = Parameters.of(Manifest.class);

    private final ModuleFolder folder;
    private final Place file;
    private final List<Fault> faults = new ArrayList<>();

    ModuleReader(ModuleFolder folder) {
        this.folder = folder;
        this.file = Place.in(folder.fileName(ModuleFolder.MANIFEST));
    }

    List<Fault> faults() {
        return faults;
    }

    /** Empty when there are faults. */
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
        Optional<Parameters<? extends LabModule>> parameters = parameters(manifest, fields);
        parameters.ifPresent(each -> checkDescriptions(each.names(), fields));
        return parameters
                .filter(_ -> faults.isEmpty())
                .map(each -> new RegisteredModule(manifest, folder.sha256(), each, stored()));
    }

    private Optional<Parameters<? extends LabModule>> parameters(
            Manifest manifest, Value.Fields fields) {
        try {
            Class<?> type =
                    Class.forName(manifest.type(), false, ModuleReader.class.getClassLoader());
            return Optional.of(Parameters.of(type.asSubclass(LabModule.class)));
        } catch (ClassNotFoundException | LinkageError e) {
            fault(
                    placeOf(fields, "type"),
                    "type '%s' is not a class of this module"
                            .formatted(Printable.of(manifest.type())));
        } catch (ClassCastException e) {
            fault(
                    placeOf(fields, "type"),
                    "type '%s' does not implement LabModule".formatted(manifest.type()));
        } catch (InvalidInput e) {
            fault(placeOf(fields, "type"), e.sentence());
        }
        return Optional.empty();
    }

    private void checkDescriptions(List<String> known, Value.Fields fields) {
        Value.Field described = fields.fields().get("parameters");
        if (described != null && described.value() instanceof Value.Fields descriptions) {
            descriptions
                    .fields()
                    .forEach(
                            (name, field) -> {
                                if (!known.contains(name)) {
                                    fault(
                                            field.place(),
                                            "module has no parameter '%s'%s"
                                                    .formatted(
                                                            Printable.of(name),
                                                            Suggestion.hint(name, known)));
                                }
                            });
        }
    }

    private SortedMap<String, Content.Stored> stored() {
        var stored = new TreeMap<String, Content.Stored>();
        folder.stored()
                .forEach(
                        (name, bytes) ->
                                stored.put(
                                        name, new Content.Stored(Sha256.of(bytes), bytes.length)));
        return stored;
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
