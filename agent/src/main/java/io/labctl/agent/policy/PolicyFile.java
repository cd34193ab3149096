package io.labctl.agent.policy;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.file.BrokenLink;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.yaml.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Reads {@code policy.yaml}. */
public final class PolicyFile {
    private static final Parameters<PolicySettings> FORM = Parameters.of(PolicySettings.class);
    private static final String ROOT = "root";
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    public PolicyFile(Path file) {
        this.file = file;
    }

    /** As it is now; it may change while the daemon runs. */
    public Policy read() {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? readThere() : new Policy.None();
        } catch (NoSuchFileException e) {
            String reason = BrokenLink.reason(file).orElseGet(() -> FileTrouble.reason(e));
            return new Policy.Faulty("'%s': %s".formatted(file, reason));
        } catch (IOException e) {
            return new Policy.Faulty(FileTrouble.sentence(FileTrouble.at(file, e)));
        }
    }

    private Policy readThere() throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (!isOwnersAlone(attributes)) {
            return new Policy.Faulty(
                    "%s can be changed by others than root (chown root, chmod go-w)"
                            .formatted(file));
        }
        return switch (SettingsFile.bind(file.toString(), SettingsFile.bytes(file), FORM)) {
            case Binding.Ready<PolicySettings>(var settings) -> new Policy.Rules(file, settings);
            case Binding.Refused<PolicySettings>(var faults) ->
                    new Policy.Faulty(faults.getFirst().sentence());
        };
    }

    private static boolean isOwnersAlone(PosixFileAttributes attributes) {
        return attributes.owner().getName().equals(ROOT)
                && attributes.permissions().stream().noneMatch(OTHERS_WRITE::contains);
    }
}
