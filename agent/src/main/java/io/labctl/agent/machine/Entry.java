package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an inode tells of itself.
 *
 * @param mode with the kind of it
 * @param names how many it has
 */
public record Entry(long uid, long gid, int mode, long names) {
    private static final int KIND = 0170000;
    private static final int FILE = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int PERMISSIONS = 07777;
    private static final int READ_BY_ALL = 0004;
    private static final int WRITTEN_BY_OTHERS = 0022;

    static Entry of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:uid,gid,mode,nlink", options);
        return new Entry(
                number(found, "uid") & 0xffffffffL,
                number(found, "gid") & 0xffffffffL,
                (int) number(found, "mode"),
                number(found, "nlink"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer value ? value : -1;
    }

    boolean isDirectory() {
        return kind() == PathKind.DIRECTORY;
    }

    boolean isLink() {
        return kind() == PathKind.SYMLINK;
    }

    PathKind kind() {
        return switch (mode & KIND) {
            case FILE -> PathKind.FILE;
            case DIRECTORY -> PathKind.DIRECTORY;
            case LINK -> PathKind.SYMLINK;
            default -> PathKind.OTHER;
        };
    }

    /** The lowest twelve bits of the mode. */
    public int permissions() {
        return mode & PERMISSIONS;
    }

    /** Root's, or that of whom the agent runs as: neither gains anything by leading it astray. */
    boolean isTrusted() throws IOException {
        return uid == 0 || uid == Entry.of(Path.of("/proc/self")).uid;
    }

    public boolean isReadableByAll() {
        return (mode & READ_BY_ALL) != 0;
    }

    /** Whether only root can add, exchange and remove what is in it. */
    boolean holdsFast() {
        return (mode & WRITTEN_BY_OTHERS) == 0;
    }
}
