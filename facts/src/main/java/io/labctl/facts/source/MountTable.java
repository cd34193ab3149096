package io.labctl.facts.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted, in the order of {@code /proc/self/mounts} (proc(5), fstab(5)). */
public final class MountTable {
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");
    private static final Pattern ROOT = Pattern.compile("(?:^|\\s)root=(\\S+)");

    private MountTable() {}

    public static List<Mount> read(MachineFiles files) {
        return files.lines("/proc/self/mounts").stream()
                .map(Words::of)
                .filter(words -> words.size() >= 4 && words.get(1).startsWith("/"))
                .map(
                        words ->
                                new Mount(
                                        device(unescaped(words.getFirst()), files),
                                        unescaped(words.get(1)),
                                        words.get(2),
                                        List.of(words.get(3).split(",", -1))))
                .toList();
    }

    /**
     * The kernel calls the device that it mounted by itself {@code /dev/root}; its command line
     * says which it is.
     */
    private static String device(String device, MachineFiles files) {
        if (!device.equals("/dev/root")) {
            return device;
        }
        Matcher root = ROOT.matcher(files.text("/proc/cmdline").orElse(""));
        return root.find() ? byLink(root.group(1), files).orElse(root.group(1)) : device;
    }

    /** {@code PARTUUID=…} and the like by udev's link {@code /dev/disk/by-partuuid/…}. */
    private static Optional<String> byLink(String tag, MachineFiles files) {
        int equals = tag.indexOf('=');
        if (equals < 0) {
            return Optional.empty();
        }
        String kind = tag.substring(0, equals).toLowerCase(Locale.ROOT);
        return files.link("/dev/disk/by-" + kind + "/" + tag.substring(equals + 1))
                .map(target -> "/dev/" + target.substring(target.lastIndexOf('/') + 1));
    }

    /** White space and back-slashes stand there as {@code \040} and the like. */
    private static String unescaped(String field) {
        return OCTAL.matcher(field)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        String.valueOf(
                                                (char) Integer.parseInt(found.group(1), 8))));
    }

    /** One mounted file system. */
    public record Mount(String device, String path, String filesystem, List<String> options) {
        public Mount {
            options = List.copyOf(options);
        }

        /**
         * Whether the kernel made it up instead of keeping files in it, or mounts it on demand
         * only.
         */
        public boolean isPseudo() {
            boolean kernels = path.startsWith("/proc") || path.startsWith("/sys");
            return (kernels && !filesystem.equals("tmpfs")) || filesystem.equals("autofs");
        }
    }
}
