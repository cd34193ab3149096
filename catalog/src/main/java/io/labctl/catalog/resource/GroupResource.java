package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A local group.
 *
 * @param gid null lets groupadd(8) choose
 * @param system whether a new group gets a system gid
 * @param members the users that must be its members
 * @param onlyMembers whether all others leave it
 */
public record GroupResource(
        String name,
        Presence ensure,
        @Nullable Long gid,
        boolean system,
        List<String> members,
        boolean onlyMembers)
        implements Resource {
    public static final String TYPE = "group";

    public GroupResource {
        Rules.account("group", name);
        checkPresence(name, ensure);
        Rules.accountNumber("gid", gid);
        members = List.copyOf(members);
        members.forEach(each -> Rules.account("members", each));
    }

    /** Refuses that root's group is to be absent. */
    public static void checkPresence(String name, Presence ensure) {
        Rules.notWithoutRoot("group", name, ensure);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        if (ensure == Presence.ABSENT) { // no account loses its primary group
            return List.of(new ResourceId(UserResource.TYPE, name));
        }
        return members.stream().map(each -> new ResourceId(UserResource.TYPE, each)).toList();
    }

    @Override
    @JsonIgnore
    public List<Claim> claims() {
        return gid == null ? List.of() : List.of(new Claim(new Claim.Id("gid", gid), name));
    }
}
