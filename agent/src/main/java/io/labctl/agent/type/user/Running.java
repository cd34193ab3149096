package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What runs as an account. userdel(8) and usermod(8) look at the same, and refuse; but it is too
 * late to hear that from them once the home is gone, and a no-op run does not ask them.
 */
final class Running {
    private static final String UIDS = "Uid:";

    private Running() {}

    /**
     * Looks for one.
     *
     * @param refusal what is not done then, such as {@code 'eve' is not removed}
     * @throws Conflict when there is one
     */
    static void refuse(String refusal, Accounts.User user, Root root) throws IOException {
        Path processes = root.at("/proc");
        if (!Files.isDirectory(processes)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path each : all) {
                if (isBy(user, each, root)) {
                    throw new Conflict(
                            "%s, for process %s runs as it: end that first"
                                    .formatted(refusal, each.getFileName()));
                }
            }
        }
    }

    /** By whichever of its four numbers; one in a container has other accounts. */
    private static boolean isBy(Accounts.User user, Path process, Root root) {
        String uid = Long.toString(user.uid());
        try {
            return Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> line.startsWith(UIDS))
                            .flatMap(line -> Stream.of(line.substring(UIDS.length()).split("\\s+")))
                            .anyMatch(uid::equals)
                    && Files.isSameFile(process.resolve("root"), root.path());
        } catch (IOException _) {
            return false; // it has ended meanwhile
        }
    }
}
