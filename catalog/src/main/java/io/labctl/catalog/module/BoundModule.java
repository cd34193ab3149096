package io.labctl.catalog.module;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.resource.Content;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A module with its parameters, ready to declare.
 *
 * @param files gives a file of the module's {@code files/} folder by its name; throws {@link
 *     io.labctl.catalog.error.InvalidInput} for one that is not there
 * @param traced fills the module once more, for the places of what is in it
 */
public record BoundModule(
        ModuleVersion version,
        LabModule module,
        Function<String, Content.Stored> files,
        Supplier<? extends Traced<? extends LabModule>> traced) {}
