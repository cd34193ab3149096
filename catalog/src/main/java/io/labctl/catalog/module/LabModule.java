package io.labctl.catalog.module;

/**
 * A module: a record whose components are its typed parameters, filled from the site's data. Its
 * parts declare resources and must be pure: the same parameters and facts declare the same
 * resources, and nothing else of the world is looked at. One record may serve many compiles, by
 * several threads at a time.
 */
public interface LabModule {
    /** Brings the software: packages, repositories. */
    default void install(Node node, Plan plan) {}

    /** Sets it up: files, users, services. */
    default void configure(Node node, Plan plan) {}

    /** Asks whether it works; runs after everything else has been applied. */
    default void health(Node node, Plan plan) {}
}
