package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A local group.
 *
 * @param gid null lets groupadd(8) choose
 * @param system whether a new group gets a system gid
 */
public record GroupResource(String name, Presence ensure, @Nullable Long gid, boolean system)
        implements Resource {
    public static final String TYPE = "group";

    public GroupResource {
        Rules.account("group", name);
        Rules.notWithoutRoot("group", name, ensure);
        Rules.accountNumber("gid", gid);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }

    @Override
    @JsonIgnore
    public List<Claim> claims() {
        return gid == null ? List.of() : List.of(new Claim(new Claim.Id("gid", gid), name));
    }
}
