package io.labctl.catalog.api;

/** What labd says about itself to anyone. */
public record VersionView(String version) {}
