package io.labctl.catalog.module;

import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import org.jspecify.annotations.Nullable;

/** Declares a {@link GroupResource}. */
public final class GroupDeclaration extends Declaration<GroupDeclaration> {
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private @Nullable Long gid;
    private boolean system;

    GroupDeclaration(String name) {
        this.name = name;
    }

    /** The group id; groupadd(8) chooses one unless set. */
    public GroupDeclaration gid(long number) {
        this.gid = number;
        return this;
    }

    /** A new group gets the id of a system group. */
    public GroupDeclaration system() {
        this.system = true;
        return this;
    }

    /** Takes the group away, unless it is some account's primary one. */
    public GroupDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new GroupResource(name, ensure, gid, system);
    }

    @Override
    GroupDeclaration self() {
        return this;
    }
}
