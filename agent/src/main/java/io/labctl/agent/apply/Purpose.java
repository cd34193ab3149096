package io.labctl.agent.apply;

import io.labctl.catalog.resource.Resource;
import java.util.List;

/** What a catalog is to this machine. */
public sealed interface Purpose {
    /** Its own: what the agent keeps from run to run is of this one from now on. */
    record Own() implements Purpose {}

    /**
     * One that is applied this once, beside its own.
     *
     * @param besides what its own wants
     */
    record Once(List<Resource> besides) implements Purpose {
        public Once {
            besides = List.copyOf(besides);
        }
    }
}
