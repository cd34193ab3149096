package io.labctl.catalog.module;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.resource.Content;
import java.util.function.Function;

/**
 * A module with its parameters, ready to declare.
 *
 * @param files gives a file of the module's {@code files/} folder by its name; throws {@link
 *     io.labctl.catalog.error.InvalidInput} for one that is not there
 * @param origins of the values in the module's parameters
 */
public record BoundModule(
        ModuleVersion version,
        LabModule module,
        Function<String, Content.Stored> files,
        Origins origins) {}
