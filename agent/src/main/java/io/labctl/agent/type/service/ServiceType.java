package io.labctl.agent.type.service;

import io.labctl.agent.apply.Refreshable;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.ServiceResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link ServiceResource}. A notification restarts what runs; what does not run stays down. */
public final class ServiceType implements Refreshable<ServiceResource, ServiceState> {
    private static final String RUNNING = "running";
    private static final String ENABLED = "enabled";

    private final Services services;

    public ServiceType(Services services) {
        this.services = services;
    }

    @Override
    public Map<ServiceResource, ServiceState> observe(Collection<ServiceResource> wanted)
            throws IOException {
        Map<String, ServiceState> states =
                services.states(wanted.stream().map(ServiceResource::name).toList());
        var found = new LinkedHashMap<ServiceResource, ServiceState>();
        wanted.forEach(
                each -> found.put(each, states.getOrDefault(each.name(), ServiceState.UNKNOWN)));
        return found;
    }

    @Override
    public List<Change> plan(ServiceResource wanted, ServiceState found) {
        var changes = new ArrayList<Change>();
        if (wanted.enabled() != null
                && found.enabled() != null
                && !wanted.enabled().equals(found.enabled())) {
            changes.add(
                    Change.of(ENABLED, found.enabled().toString(), wanted.enabled().toString()));
        }
        if (wanted.running() != null && wanted.running() != found.running()) {
            changes.add(
                    Change.of(
                            RUNNING,
                            Boolean.toString(found.running()),
                            wanted.running().toString()));
        }
        return changes;
    }

    @Override
    public void apply(ServiceResource wanted, List<Change> changes) throws IOException {
        String name = wanted.name();
        for (Change change : changes) {
            boolean on = Boolean.parseBoolean(change.to());
            switch (change.property()) {
                case ENABLED -> enable(name, on);
                case RUNNING -> run(name, on);
                default -> throw new IllegalArgumentException(change.property());
            }
        }
    }

    private void enable(String name, boolean on) throws IOException {
        if (on) {
            services.enable(name);
        } else {
            services.disable(name);
        }
    }

    private void run(String name, boolean on) throws IOException {
        if (on) {
            services.start(name);
        } else {
            services.stop(name);
        }
    }

    @Override
    public boolean needsRefresh(ServiceResource wanted, ServiceState found) {
        return found.running();
    }

    @Override
    public boolean isRefreshedBy(List<Change> changes) {
        return changes.stream().anyMatch(each -> each.property().equals(RUNNING));
    }

    @Override
    public void refresh(ServiceResource wanted) throws IOException {
        services.restart(wanted.name());
    }
}
