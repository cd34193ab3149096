package io.labctl.catalog.module;

import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares a {@link GroupResource}. */
public final class GroupDeclaration extends Declaration<GroupDeclaration> {
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private @Nullable Long gid;
    private boolean system;
    private List<String> members = List.of();
    private boolean onlyMembers;

    GroupDeclaration(String name) {
        super(GroupResource.TYPE, name);
        this.name = named("name", name);
    }

    /** The group id; groupadd(8) chooses one unless set. */
    public GroupDeclaration gid(long number) {
        return set("gid", number, each -> this.gid = each);
    }

    /** A new group gets the id of a system group. */
    public GroupDeclaration system() {
        this.system = true;
        return this;
    }

    /**
     * Users that must be members; others stay. The group comes after these users where the same
     * catalog declares them, so none of them can name this group itself.
     */
    public GroupDeclaration members(List<String> users) {
        notBoth("members", "onlyMembers", onlyMembers);
        return setAll("members", users, all -> this.members = all);
    }

    /**
     * The users that must be members; all others leave the group. One of those that the same
     * catalog puts into it by the user's own groups is refused.
     */
    public GroupDeclaration onlyMembers(List<String> users) {
        notBoth("onlyMembers", "members", !members.isEmpty() && !onlyMembers);
        this.onlyMembers = true;
        return setAll("members", users, all -> this.members = all);
    }

    /** Takes the group away, unless it is some account's primary one. */
    public GroupDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new GroupResource(name, ensure, gid, system, members, onlyMembers);
    }

    @Override
    GroupDeclaration self() {
        return this;
    }
}
