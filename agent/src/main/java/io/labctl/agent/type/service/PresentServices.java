package io.labctl.agent.type.service;

import io.labctl.agent.present.Present;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceName;
import io.labctl.catalog.resource.ServiceResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services by their names; one that does not exist is one that does not run. */
public final class PresentServices implements Present {
    private final Services services;

    public PresentServices(Services services) {
        this.services = services;
    }

    @Override
    public void requireName(String name) {
        new ServiceName(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        names.forEach(ServiceName::new);
        Map<String, ServiceState> states = services.states(names);
        var there = new ArrayList<Resource>();
        for (String name : names) {
            ServiceState state = states.get(name);
            if (state != null) {
                Boolean masked = Boolean.TRUE.equals(state.masked()) ? true : null;
                Boolean enabled = masked == null ? state.enabled() : null;
                Boolean running = state.restarting() ? null : state.running();
                there.add(new ServiceResource(name, running, enabled, masked));
            }
        }
        return there;
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        return Optional.of(services.names());
    }
}
