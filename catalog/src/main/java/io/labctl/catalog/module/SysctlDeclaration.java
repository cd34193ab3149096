package io.labctl.catalog.module;

import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SysctlResource;

/** Declares a {@link SysctlResource}. */
public final class SysctlDeclaration extends Declaration<SysctlDeclaration> {
    private final String name;
    private final String value;
    private Presence ensure = Presence.PRESENT;
    private boolean runtime = true;
    private boolean persistent = true;

    SysctlDeclaration(String name, String value) {
        super(SysctlResource.TYPE, name);
        this.name = named("name", name);
        this.value = named("value", value);
    }

    /** Sets the value now and writes no file: it is gone after a boot, until the next run. */
    public SysctlDeclaration runtimeOnly() {
        notBoth("runtimeOnly", "persistentOnly", !runtime);
        this.persistent = false;
        return this;
    }

    /** Writes the file and leaves the value now as it is, for what only a boot can change. */
    public SysctlDeclaration persistentOnly() {
        notBoth("persistentOnly", "runtimeOnly", !persistent);
        this.runtime = false;
        return this;
    }

    /** Takes the file away; the value now stays until the next boot. */
    public SysctlDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new SysctlResource(name, ensure, value, runtime, persistent);
    }

    @Override
    SysctlDeclaration self() {
        return this;
    }
}
