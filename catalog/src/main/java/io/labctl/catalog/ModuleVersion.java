package io.labctl.catalog;

/**
 * Which module took part in a compile.
 *
 * @param sha256 over what the catalog depends on, which is the manifest, {@code src/} and {@code
 *     files/} of the module's folder; 64 lower-case hex digits
 */
public record ModuleVersion(String name, String version, String sha256) {}
