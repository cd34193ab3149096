package io.labctl.agent.type.service;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Whatever starts and stops the machine's services. Changes throw when they could not be made. */
public interface Services {
    /** All that can be started, whether they are or not, in alphabetical order. */
    List<String> names() throws IOException;

    /** The states of all of these, also of those that do not exist. */
    Map<String, ServiceState> states(Collection<String> names) throws IOException;

    /**
     * Refuses one that could not be started, stopped, enabled or disabled, for there is none.
     *
     * @throws io.labctl.catalog.error.NotFound that says where it was looked for
     */
    void requireThere(String name) throws IOException;

    void start(String name) throws IOException;

    void stop(String name) throws IOException;

    void restart(String name) throws IOException;

    /** Lets it read its configuration anew; only for one whose state says that it can. */
    void reload(String name) throws IOException;

    void enable(String name) throws IOException;

    void disable(String name) throws IOException;

    /** From now on nothing can start it. */
    void mask(String name) throws IOException;

    void unmask(String name) throws IOException;
}
