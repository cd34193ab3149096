package io.labctl.agent.apply;

import io.labctl.catalog.resource.Resource;

/** Finds the type of a resource. */
@FunctionalInterface
public interface ResourceTypes {
    /** The type that takes resources of this one's class, and so this one. */
    ResourceType<?, ?> of(Resource resource);
}
