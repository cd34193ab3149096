package io.labctl.agent.type.mount;

import io.labctl.agent.machine.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processes for which a mount is busy: umount(8) does not say which. */
final class MountUsers {
    private final Root root;

    MountUsers(Root root) {
        this.root = root;
    }

    /** The first that is found, in words; a bind mount has no number by which to find any. */
    Optional<String> first(String target) throws IOException {
        Path place = root.at(target);
        Path processes = root.at("/proc");
        Object device = device(place);
        Path above = place.getParent();
        if (above == null || device.equals(device(above)) || !Files.isDirectory(processes)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path each : all) {
                if (uses(each, device)) {
                    return Optional.of("process %s (%s)".formatted(each.getFileName(), name(each)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean uses(Path process, Object device) {
        for (String link : List.of("cwd", "root", "exe")) {
            if (isOn(process.resolve(link), device)) {
                return true;
            }
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : open) {
                if (isOn(each, device)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException _) {
            return false; // it has ended meanwhile
        }
    }

    private static boolean isOn(Path link, Object device) {
        try {
            return device.equals(device(link));
        } catch (IOException _) {
            return false;
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException _) {
            return "ended meanwhile";
        }
    }

    /** By its number, as stat(2) has it. */
    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev");
    }
}
