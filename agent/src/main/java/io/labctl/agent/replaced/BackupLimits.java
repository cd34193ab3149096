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

    String tooLarge() {
        return "larger than " + inWords(file);
    }

    String tooMany() {
        return "it made more than %d of one file".formatted(copies);
    }

    String tooMuch() {
        return "all copies together took more than " + inWords(total);
    }

    private static String inWords(long bytes) {
        return bytes % MIB == 0 ? "%d MiB".formatted(bytes / MIB) : "%d bytes".formatted(bytes);
    }
}
