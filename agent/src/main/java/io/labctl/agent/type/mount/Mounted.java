package io.labctl.agent.type.mount;

import io.labctl.catalog.resource.MountResource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A line of proc_pid_mountinfo(5).
 *
 * @param type of the file system
 * @param source its device, or what stands for one
 * @param options of this mount
 * @param ofAll the options of its file system, wherever that is mounted
 */
record Mounted(String place, String type, String source, List<String> options, List<String> ofAll) {
    static final String TRIGGER = "autofs";

    private static final int PLACE = 4;
    private static final int OPTIONS = 5;
    private static final int FIELDS = 3;
    private static final String SYSTEMD = "systemd-1";
    private static final String READ_ONLY = "ro";

    Mounted {
        options = List.copyOf(options);
        ofAll = List.copyOf(ofAll);
    }

    static Mounted swap(String device) {
        return new Mounted(device, MountResource.SWAP, device, List.of(), List.of());
    }

    /** A varying number of fields ends in a hyphen; three more come behind it. */
    static Optional<Mounted> parse(String line) {
        List<String> words = List.of(line.split(" ", -1));
        int hyphen = words.size() > OPTIONS ? words.subList(OPTIONS, words.size()).indexOf("-") : 0;
        int type = OPTIONS + hyphen + 1;
        if (hyphen < 1 || words.size() < type + FIELDS) {
            return Optional.empty();
        }
        return Optional.of(
                new Mounted(
                        Escapes.read(words.get(PLACE)),
                        words.get(type),
                        Escapes.read(words.get(type + 1)),
                        split(words.get(OPTIONS)),
                        split(words.get(type + 2))));
    }

    private static List<String> split(String options) {
        return List.of(options.split(",", -1));
    }

    /** What has its file system mounted when somebody comes by. */
    boolean isTrigger() {
        return type.equals(TRIGGER);
    }

    boolean isOfSystemd() {
        return source.equals(SYSTEMD);
    }

    /**
     * Whether the kernel lets nobody write to it any more. It says so of the file system alone; a
     * person's remount says so of the mount, too.
     */
    boolean isCutOff() {
        return ofAll.contains("emergency_ro")
                || (ofAll.contains(READ_ONLY) && !options.contains(READ_ONLY));
    }

    /** Those of both kinds; what is read-only in one way cannot be written to. */
    List<String> inEffect() {
        var all = new LinkedHashSet<String>();
        all.add(options.contains(READ_ONLY) || ofAll.contains(READ_ONLY) ? READ_ONLY : "rw");
        all.addAll(options);
        all.addAll(ofAll);
        all.remove(all.contains(READ_ONLY) ? "rw" : READ_ONLY);
        return List.copyOf(all);
    }
}
