package io.labctl.catalog.module;

import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import org.jspecify.annotations.Nullable;

/** Declares a {@link ServiceResource}. */
public final class ServiceDeclaration extends Declaration<ServiceDeclaration> {
    private final String name;
    private @Nullable Boolean running;
    private @Nullable Boolean enabled;

    ServiceDeclaration(String name) {
        this.name = name;
    }

    /** Runs; it is started when it does not. */
    public ServiceDeclaration running() {
        this.running = true;
        return this;
    }

    /** Does not run; it is stopped when it does. */
    public ServiceDeclaration stopped() {
        this.running = false;
        return this;
    }

    /** Starts at boot. */
    public ServiceDeclaration enabled() {
        this.enabled = true;
        return this;
    }

    /** Does not start at boot. */
    public ServiceDeclaration disabled() {
        this.enabled = false;
        return this;
    }

    /** Restarted once, after all changes of a run, when any of these changed. */
    public ServiceDeclaration restartOn(Declaration<?>... changes) {
        return notifiedBy(changes);
    }

    @Override
    Resource resource() {
        return new ServiceResource(name, running, enabled);
    }

    @Override
    ServiceDeclaration self() {
        return this;
    }
}
