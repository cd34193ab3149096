package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One thing that a catalog wants of a machine. The family is closed: an agent that meets a type it
 * does not know refuses the whole catalog, and a new type does not compile until every switch over
 * this interface has decided about it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FileResource.class, name = FileResource.TYPE),
    @JsonSubTypes.Type(value = DirectoryResource.class, name = DirectoryResource.TYPE),
    @JsonSubTypes.Type(value = LineResource.class, name = LineResource.TYPE),
    @JsonSubTypes.Type(value = SymlinkResource.class, name = SymlinkResource.TYPE),
    @JsonSubTypes.Type(value = PackageResource.class, name = PackageResource.TYPE),
    @JsonSubTypes.Type(value = ServiceResource.class, name = ServiceResource.TYPE),
    @JsonSubTypes.Type(value = UserResource.class, name = UserResource.TYPE),
    @JsonSubTypes.Type(value = GroupResource.class, name = GroupResource.TYPE),
    @JsonSubTypes.Type(value = AuthorizedKeyResource.class, name = AuthorizedKeyResource.TYPE),
    @JsonSubTypes.Type(value = HostResource.class, name = HostResource.TYPE),
    @JsonSubTypes.Type(value = CronResource.class, name = CronResource.TYPE),
    @JsonSubTypes.Type(value = SysctlResource.class, name = SysctlResource.TYPE),
    @JsonSubTypes.Type(value = MountResource.class, name = MountResource.TYPE),
    @JsonSubTypes.Type(value = ExecResource.class, name = ExecResource.TYPE),
    @JsonSubTypes.Type(value = CheckResource.class, name = CheckResource.TYPE),
})
public sealed interface Resource
        permits FileResource,
                DirectoryResource,
                LineResource,
                SymlinkResource,
                PackageResource,
                ServiceResource,
                UserResource,
                GroupResource,
                AuthorizedKeyResource,
                HostResource,
                CronResource,
                SysctlResource,
                MountResource,
                ExecResource,
                CheckResource {

    /** The address, unique in a catalog. */
    @JsonIgnore
    ResourceId id();

    /** Whether the thing should be there; services, commands and checks always are. */
    default Presence ensure() {
        return Presence.PRESENT;
    }

    /**
     * Resources that come before this one where the same catalog holds them: a file's directory,
     * its owner.
     */
    @JsonIgnore
    default List<ResourceId> comesAfter() {
        return List.of();
    }

    /** The files, directories and links that it makes or keeps; a purge leaves them alone. */
    @JsonIgnore
    default List<String> paths() {
        return List.of();
    }

    /** The same as people may see it: without its secrets. */
    default Resource withoutSecrets() {
        return this;
    }

    /** What no other resource of the catalog may have, as long as this one should be there. */
    @JsonIgnore
    default List<Claim> claims() {
        return List.of();
    }
}
