package io.labctl.master.registry;

import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From what a manifest says to the record that it names, or all that is wrong with that. */
public final class ModuleLoader {
    private final RegisteredModule module;
    private final ClassLoader classes;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param classes finds the module's; labd's own for those that came with it
     */
    public ModuleLoader(RegisteredModule module, ClassLoader classes) {
        this.module = module;
        this.classes = classes;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** Empty when there are faults. Of the module's code its enums and defaults are looked at. */
    public Optional<LoadedModule> load() {
        Optional<Parameters<? extends LabModule>> parameters = parameters();
        parameters.ifPresent(each -> checkDescriptions(each.names()));
        return parameters.filter(_ -> faults.isEmpty()).map(each -> new LoadedModule(module, each));
    }

    private Optional<Parameters<? extends LabModule>> parameters() {
        try {
            Class<?> type = Class.forName(module.type(), false, classes);
            return Optional.of(Parameters.of(type.asSubclass(LabModule.class)));
        } catch (ClassNotFoundException e) {
            atType("type '%s' is not a class of this module");
        } catch (LinkageError e) {
            notUsable(e);
        } catch (ClassCastException e) {
            atType("type '%s' does not implement LabModule");
        } catch (InvalidInput e) {
            fault(module.placeOf("type"), e.sentence());
        }
        return Optional.empty();
    }

    /** For want of a class, of its own too, or because of what a static part of one threw. */
    private void notUsable(LinkageError e) {
        Throwable cause = e.getCause();
        if (cause == null || cause instanceof ClassNotFoundException) {
            atType("type '%s' is not a class of this module");
        } else {
            fault(module.placeOf("type"), Fault.thrown(e));
        }
    }

    private void atType(String message) {
        fault(module.placeOf("type"), message.formatted(Printable.of(module.type())));
    }

    private void checkDescriptions(List<String> known) {
        module.described()
                .ifPresent(
                        all ->
                                all.fields()
                                        .forEach(
                                                (name, field) -> {
                                                    if (!known.contains(name)) {
                                                        fault(
                                                                field.place(),
                                                                "module has no parameter '%s'%s"
                                                                        .formatted(
                                                                                Printable.of(name),
                                                                                Suggestion.hint(
                                                                                        name,
                                                                                        known)));
                                                    }
                                                }));
    }

    private void fault(Place place, String message) {
        faults.add(place.fault(module.folder().name(), message));
    }
}
