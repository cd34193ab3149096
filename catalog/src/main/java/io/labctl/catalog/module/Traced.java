package io.labctl.catalog.module;

/**
 * A module that was filled once more, now with the places of its values: only a compile that has
 * failed needs them.
 *
 * @param <T> the module
 * @param origins of the very objects in this module
 */
public record Traced<T>(T module, Origins origins) {}
