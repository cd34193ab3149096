package io.labctl.facts.storage;

/** Edge of the machine: the space on its mounted file systems, statvfs(3). */
public interface MountSpace {
    /**
     * The space on the file system mounted at this absolute path; zeros where it cannot be told.
     */
    Space of(String mountPoint);

    /**
     * In bytes.
     *
     * @param free counts what is reserved for root, {@code available} does not
     */
    record Space(long total, long free, long available) {}
}
