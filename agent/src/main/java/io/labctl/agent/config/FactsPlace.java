package io.labctl.agent.config;

import java.nio.file.Path;

/**
 * The folder of the owner's own facts.
 *
 * @param isNamed whether the owner named it; one that is not there is then a mistake
 */
public record FactsPlace(Path path, boolean isNamed) {}
