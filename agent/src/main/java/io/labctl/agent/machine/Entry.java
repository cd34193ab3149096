package io.labctl.agent.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** What a step of a way goes over: whose it is, and who can put something else there. */
record Entry(long uid, int mode) {
    private static final int KIND = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int WRITTEN_BY_OTHERS = 0022;

    static Entry of(Path path, LinkOption... options) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:uid,mode", options);
        return new Entry(number(found, "uid") & 0xffffffffL, (int) number(found, "mode"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer value ? value : -1;
    }

    boolean isDirectory() {
        return (mode & KIND) == DIRECTORY;
    }

    boolean isLink() {
        return (mode & KIND) == LINK;
    }

    /** Root's, or that of whom the agent runs as: neither gains anything by leading it astray. */
    boolean isTrusted() throws IOException {
        return uid == 0 || uid == Entry.of(Path.of("/proc/self")).uid;
    }

    /** Whether only root can add, exchange and remove what is in it. */
    boolean holdsFast() {
        return (mode & WRITTEN_BY_OTHERS) == 0;
    }
}
