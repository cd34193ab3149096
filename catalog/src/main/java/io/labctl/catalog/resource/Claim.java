package io.labctl.catalog.resource;

/**
 * That a resource has what a machine can give only once.
 *
 * @param holder who has it: two resources that name the same one share the thing
 */
public record Claim(Thing thing, String holder) {
    /** What there is only one of; compared by its parts. */
    public sealed interface Thing {}

    /**
     * The number of an account, which is the holder.
     *
     * @param kind {@code uid} or {@code gid}
     */
    public record Id(String kind, long number) implements Thing {}

    /**
     * A name of hosts(5), which stands for one address of each family, the holder.
     *
     * @param name in lower case
     */
    public record Name(String name, boolean ipv6) implements Thing {}

    /** A home directory, which is made, moved and removed with one account, the holder. */
    public record Home(String path) implements Thing {}

    /**
     * A key that may be in a file of authorized_keys(5) only once, under one comment, the holder.
     *
     * @param place the file, or the user whose own file it is
     */
    public record Key(String place, String key) implements Thing {}

    /** Whether both name the same holder, an address in any of its spellings. */
    public boolean shares(Claim other) {
        return holder.equals(other.holder)
                || (thing instanceof Name
                        && IpAddress.spelled(holder).equals(IpAddress.spelled(other.holder)));
    }
}
