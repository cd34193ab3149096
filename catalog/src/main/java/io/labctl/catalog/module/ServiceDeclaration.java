package io.labctl.catalog.module;

import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import org.jspecify.annotations.Nullable;

/** Declares a {@link ServiceResource}. */
public final class ServiceDeclaration extends Declaration<ServiceDeclaration> {
    private final String name;
    private @Nullable Boolean running;
    private @Nullable Boolean enabled;
    private @Nullable Boolean masked;

    ServiceDeclaration(String name) {
        super(ServiceResource.TYPE, name);
        this.name = named("name", name);
    }

    /**
     * Runs; it is started when it does not. One that ended by itself and waits for systemd to start
     * it again does not run.
     */
    public ServiceDeclaration running() {
        notBoth("running", "stopped", Boolean.FALSE.equals(running));
        notBoth("running", "masked", Boolean.TRUE.equals(masked));
        this.running = true;
        return this;
    }

    /** Does not run; it is stopped when it does. */
    public ServiceDeclaration stopped() {
        notBoth("stopped", "running", Boolean.TRUE.equals(running));
        this.running = false;
        return this;
    }

    /**
     * Starts at boot. A systemd unit that is enabled until the next boot only, or whose file is
     * only linked, is enabled for good.
     */
    public ServiceDeclaration enabled() {
        notBoth("enabled", "disabled", Boolean.FALSE.equals(enabled));
        notBoth("enabled", "masked", Boolean.TRUE.equals(masked));
        this.enabled = true;
        return this;
    }

    /** Does not start at boot. */
    public ServiceDeclaration disabled() {
        notBoth("disabled", "enabled", Boolean.TRUE.equals(enabled));
        this.enabled = false;
        return this;
    }

    /** Restarted once, after all changes of a run, when any of these changed. */
    public ServiceDeclaration restartOn(Declaration<?>... changes) {
        return notifiedBy("restartOn", changes);
    }

    /**
     * Reloaded once, after all changes of a run, when any of these changed and nothing that it
     * restarts on did. A service that cannot reload is restarted: a systemd unit without {@code
     * ExecReload}, an init script without {@code reload} or {@code force-reload}.
     */
    public ServiceDeclaration reloadOn(Declaration<?>... changes) {
        return reloadedBy("reloadOn", changes);
    }

    /**
     * Nothing can start it, not even another service that needs it; systemd only. One that runs
     * goes on running unless {@code stopped()} is declared too.
     */
    public ServiceDeclaration masked() {
        notBoth("masked", "notMasked", Boolean.FALSE.equals(masked));
        notBoth("masked", "running", Boolean.TRUE.equals(running));
        notBoth("masked", "enabled", Boolean.TRUE.equals(enabled));
        this.masked = true;
        return this;
    }

    /**
     * May be started. When neither this nor {@code masked()} is declared, a service that somebody
     * masked stays so, and the resource fails when it would have to start or be enabled.
     */
    public ServiceDeclaration notMasked() {
        notBoth("notMasked", "masked", Boolean.TRUE.equals(masked));
        this.masked = false;
        return this;
    }

    @Override
    Resource resource() {
        return new ServiceResource(name, running, enabled, masked);
    }

    @Override
    ServiceDeclaration self() {
        return this;
    }
}
