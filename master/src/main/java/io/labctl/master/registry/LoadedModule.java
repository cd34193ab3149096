package io.labctl.master.registry;

import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.module.LabModule;

/** A module whose code is at hand, so that it can be bound and compiled. */
public record LoadedModule(
        RegisteredModule registered, Parameters<? extends LabModule> parameters) {
    public String name() {
        return registered.name();
    }
}
