package io.labctl.agent.type.service;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Services in a map, and a list of what was done to them. */
public final class FakeServices implements Services {
    private final Map<String, ServiceState> states = new TreeMap<>();
    private final List<String> done = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();

    /** Those that a mask keeps from being seen as enabled. */
    private final Set<String> enabledUnderMask = new HashSet<>();

    public FakeServices with(String name, boolean running, boolean enabled) {
        states.put(name, new ServiceState(running, enabled, false, false));
        return this;
    }

    public FakeServices reloadable(String name) {
        ServiceState state = of(name);
        states.put(name, new ServiceState(state.running(), state.enabled(), state.masked(), true));
        return this;
    }

    /** It has ended by itself and waits to be started again. */
    public FakeServices restarting(String name) {
        ServiceState state = of(name);
        states.put(
                name,
                new ServiceState(false, true, state.enabled(), state.masked(), state.reloadable()));
        return this;
    }

    /** From now on it neither starts nor restarts. */
    public void breakDown(String name) {
        broken.add(name);
    }

    public void repair(String name) {
        broken.remove(name);
    }

    public List<String> done() {
        return List.copyOf(done);
    }

    public Map<String, ServiceState> states() {
        return Map.copyOf(states);
    }

    @Override
    public List<String> names() {
        return List.copyOf(states.keySet());
    }

    @Override
    public Map<String, ServiceState> states(Collection<String> names) {
        var found = new TreeMap<>(states);
        found.keySet().retainAll(Set.copyOf(names));
        return found;
    }

    @Override
    public void requireThere(String name) {
        mustExist(name);
    }

    @Override
    public void start(String name) {
        run("start", name, true);
    }

    @Override
    public void stop(String name) {
        run("stop", name, false);
    }

    @Override
    public void restart(String name) {
        run("restart", name, true);
    }

    @Override
    public void reload(String name) {
        run("reload", name, true);
    }

    @Override
    public void mask(String name) {
        done.add("mask " + name);
        if (Boolean.TRUE.equals(of(name).enabled())) {
            enabledUnderMask.add(name);
        }
        switched(name, of(name).running(), false, true);
    }

    @Override
    public void unmask(String name) {
        done.add("unmask " + name);
        switched(name, of(name).running(), enabledUnderMask.remove(name), false);
    }

    @Override
    public void enable(String name) {
        done.add("enable " + name);
        mustExist(name);
        switched(name, of(name).running(), true, of(name).masked());
    }

    @Override
    public void disable(String name) {
        done.add("disable " + name);
        switched(name, of(name).running(), false, of(name).masked());
    }

    private void run(String verb, String name, boolean running) {
        done.add(verb + " " + name);
        mustExist(name);
        if (broken.contains(name)) {
            throw new Unavailable("%s of service '%s' exited 1".formatted(verb, name));
        }
        switched(name, running, of(name).enabled(), of(name).masked());
    }

    private void switched(
            String name, boolean running, @Nullable Boolean enabled, @Nullable Boolean masked) {
        states.put(name, new ServiceState(running, enabled, masked, of(name).reloadable()));
    }

    private void mustExist(String name) {
        if (!states.containsKey(name)) {
            throw new NotFound("no service '%s'".formatted(name));
        }
    }

    private ServiceState of(String name) {
        return states.getOrDefault(name, new ServiceState(false, false, false, false));
    }
}
