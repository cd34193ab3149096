package io.labctl.catalog.module;

import io.labctl.catalog.ModuleVersion;
import java.util.function.Supplier;

/**
 * A module with its parameters, ready to declare.
 *
 * @param traced fills the module once more, for the places of what is in it
 */
public record BoundModule(
        ModuleVersion version,
        LabModule module,
        ModuleFiles files,
        Supplier<? extends Traced<? extends LabModule>> traced) {}
