package io.labctl.agent.replaced;

/**
 * How much is kept.
 *
 * @param copies of each path, at most; the oldest goes first
 * @param file in bytes; what is larger is not kept
 * @param total of all copies together, in bytes of the disk; the oldest go first
 */
record BackupLimits(int copies, long file, long total) {
    private static final long MIB = 1024L * 1024;

    static final BackupLimits USUAL = new BackupLimits(10, 100 * MIB, 1024 * MIB);

    String largest() {
        return file % MIB == 0 ? "%d MiB".formatted(file / MIB) : "%d bytes".formatted(file);
    }
}
