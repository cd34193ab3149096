package io.labctl.agent.type.service;

import io.labctl.agent.apply.Refresh;
import io.labctl.agent.apply.Refreshable;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.ServiceResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link ServiceResource}. A notification restarts or reloads what runs, and restarts what is about
 * to be started again; what does not run stays down. A mask is lifted first and set last.
 */
public final class ServiceType implements Refreshable<ServiceResource, ServiceState> {
    private static final String RUNNING = "running";
    private static final String ENABLED = "enabled";
    private static final String MASKED = "masked";
    private static final ServiceState NOWHERE = new ServiceState(false, false, false, false);

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
        for (ServiceResource each : wanted) {
            ServiceState state = states.getOrDefault(each.name(), NOWHERE);
            checkMask(each, state);
            found.put(each, state);
        }
        return found;
    }

    /** A mask that the catalog does not speak of is somebody's decision on the machine. */
    private static void checkMask(ServiceResource wanted, ServiceState found) {
        if (Boolean.TRUE.equals(wanted.masked()) && found.masked() == null) {
            throw new Conflict(
                    "service '%s' cannot be masked: this machine is not run by systemd"
                            .formatted(wanted.name()));
        }
        boolean mustStart = Boolean.TRUE.equals(wanted.running()) && !found.running();
        if ((mustStart || Boolean.TRUE.equals(wanted.enabled()))
                && wanted.masked() == null
                && Boolean.TRUE.equals(found.masked())) {
            throw new Conflict(
                    "service '%s' is masked on the machine: unmask it there, or declare notMasked()"
                            .formatted(wanted.name()));
        }
    }

    @Override
    public List<Change> plan(ServiceResource wanted, ServiceState found) {
        var changes = new ArrayList<Change>();
        boolean masked = Boolean.TRUE.equals(found.masked());
        if (Boolean.FALSE.equals(wanted.masked()) && masked) {
            changes.add(Change.of(MASKED, "true", "false"));
        }
        enabling(wanted, found).ifPresent(changes::add);
        if (wanted.running() != null
                && (found.restarting() || wanted.running() != found.running())) {
            String now = found.restarting() ? "restarting" : Boolean.toString(found.running());
            changes.add(Change.of(RUNNING, now, wanted.running().toString()));
        }
        if (Boolean.TRUE.equals(wanted.masked()) && !masked) {
            changes.add(Change.of(MASKED, "false", "true"));
        }
        return changes;
    }

    /** What a mask covers is told only when it is lifted. */
    private static Optional<Change> enabling(ServiceResource wanted, ServiceState found) {
        boolean comesToLight =
                Boolean.TRUE.equals(found.masked()) && Boolean.FALSE.equals(wanted.masked());
        String from = found.enabled() == null || comesToLight ? null : found.enabled().toString();
        boolean differs =
                found.enabled() != null
                        && (comesToLight || !found.enabled().equals(wanted.enabled()));
        return wanted.enabled() != null && differs
                ? Optional.of(Change.of(ENABLED, from, wanted.enabled().toString()))
                : Optional.empty();
    }

    /** A mask may be there before what it masks. */
    @Override
    public void requirePossible(ServiceResource wanted, List<Change> changes) throws IOException {
        if (changes.stream().anyMatch(each -> !each.property().equals(MASKED))) {
            services.requireThere(wanted.name());
        }
    }

    @Override
    public void apply(ServiceResource wanted, List<Change> changes) throws IOException {
        requirePossible(wanted, changes);
        String name = wanted.name();
        for (Change change : changes) {
            boolean on = Boolean.parseBoolean(change.to());
            switch (change.property()) {
                case ENABLED -> enable(name, on);
                case RUNNING -> run(name, on);
                case MASKED -> mask(name, on);
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

    private void mask(String name, boolean on) throws IOException {
        if (on) {
            services.mask(name);
        } else {
            services.unmask(name);
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
        return found.running() || found.restarting();
    }

    @Override
    public boolean isRefreshedBy(List<Change> changes) {
        return changes.stream().anyMatch(each -> each.property().equals(RUNNING));
    }

    @Override
    public Refresh possible(Refresh asked, ServiceState found) {
        return found.reloadable() && found.running() ? asked : Refresh.RESTART;
    }

    @Override
    public void refresh(ServiceResource wanted, Refresh refresh) throws IOException {
        switch (refresh) {
            case RESTART -> services.restart(wanted.name());
            case RELOAD -> services.reload(wanted.name());
        }
    }
}
