package io.labctl.catalog.module;

import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.Map;

/**
 * Finds a user and a group of which one would put the user into the group and the other take it out
 * again, in each run anew.
 */
final class Memberships {
    private final Map<ResourceId, Vertex> byId;
    private final List<Fault> faults;

    Memberships(Map<ResourceId, Vertex> byId, List<Fault> faults) {
        this.byId = byId;
        this.faults = faults;
    }

    void check(Vertex vertex) {
        if (vertex.resource instanceof UserResource user && user.ensure() == Presence.PRESENT) {
            user.groups().forEach(group -> mustBeLetIn(vertex, user, group));
        }
        if (vertex.resource instanceof GroupResource group && group.ensure() == Presence.PRESENT) {
            group.members().forEach(member -> mustStay(vertex, group, member));
        }
    }

    private void mustBeLetIn(Vertex vertex, UserResource user, String name) {
        Vertex other = byId.get(new ResourceId(GroupResource.TYPE, name));
        if (other != null
                && other.resource instanceof GroupResource group
                && group.ensure() == Presence.PRESENT
                && group.onlyMembers()
                && !group.members().contains(user.name())
                && !name.equals(user.group())) {
            faults.add(
                    vertex.item.fault(
                            "%1$s wants to be in '%4$s', but %2$s of %3$s lets in only its members: name '%5$s' among these, and not '%4$s' among the groups of '%5$s'"
                                    .formatted(
                                            vertex.id,
                                            other.id,
                                            other.item.place(),
                                            name,
                                            user.name())));
        }
    }

    private void mustStay(Vertex vertex, GroupResource group, String member) {
        Vertex other = byId.get(new ResourceId(UserResource.TYPE, member));
        if (other != null
                && other.resource instanceof UserResource user
                && user.ensure() == Presence.PRESENT
                && user.onlyGroups()
                && !user.groups().contains(group.name())
                && !group.name().equals(user.group())) {
            faults.add(
                    vertex.item.fault(
                            "%1$s wants '%5$s' as a member, but %2$s of %3$s leaves all groups that it does not name: name '%4$s' among its groups, and not '%5$s' among the members of '%4$s'"
                                    .formatted(
                                            vertex.id,
                                            other.id,
                                            other.item.place(),
                                            group.name(),
                                            member)));
        }
    }
}
