package io.labctl.agent.type.mount;

import io.labctl.agent.machine.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which spellings of fstab(5) mean the same device. */
record Devices(Root root) {
    private static final Map<String, String> BY =
            Map.of(
                    "UUID", "by-uuid",
                    "LABEL", "by-label",
                    "PARTUUID", "by-partuuid",
                    "PARTLABEL", "by-partlabel");

    /** As the kernel follows them. */
    private static final int MOST_LINKS = 40;

    boolean same(String one, String other) throws IOException {
        return one.equals(other) || kernelName(one).equals(kernelName(other));
    }

    /** The name that the kernel uses of what may be named by a label or a link. */
    String kernelName(String device) throws IOException {
        String name = path(device);
        if (!name.startsWith("/dev/")) {
            return name;
        }
        for (int links = 0; links < MOST_LINKS; links++) {
            Path link = root.at(name);
            if (!Files.isSymbolicLink(link)) {
                return name;
            }
            Path target = Files.readSymbolicLink(link);
            name =
                    target.isAbsolute()
                            ? target.normalize().toString()
                            : Path.of(name).resolveSibling(target).normalize().toString();
        }
        return name;
    }

    private static String path(String device) {
        int equals = device.indexOf('=');
        String folder = equals < 0 ? null : BY.get(device.substring(0, equals));
        return folder == null
                ? withoutSlash(device)
                : "/dev/disk/%s/%s".formatted(folder, unquoted(device.substring(equals + 1)));
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Also of a mount point; the root stays what it is. */
    static String withoutSlash(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
