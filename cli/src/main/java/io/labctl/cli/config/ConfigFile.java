package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The file that holds the contexts, usually {@code ~/.labctl/config.yaml}; it need not exist. */
public final class ConfigFile {
    private static final long LARGEST = 256 * 1024L;

    private final Path path;

    public ConfigFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Reads the file; a missing one is an empty config.
     *
     * @throws InvalidInput when it cannot be read or has faults, all of them named
     */
    public LabctlConfig read() {
        if (!exists()) {
            return LabctlConfig.EMPTY;
        }
        ConfigReader.Reading reading = ConfigReader.read(text());
        if (!reading.faults().isEmpty()) {
            throw new InvalidInput(
                    "config file '%s' is not valid:\n  %s"
                            .formatted(path, String.join("\n  ", reading.faults())));
        }
        return reading.config();
    }

    /**
     * Replaces the file in one step, so that a reader sees the old or the new one whole. Comments
     * in the old one are lost. The file is for its owner alone (0600), and so is a folder made for
     * it.
     */
    public void write(LabctlConfig config) {
        try {
            Path real = exists() ? path.toRealPath() : path.toAbsolutePath();
            Path folder = real.resolveSibling("");
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownerOnly("rwx------"));
            }
            Path fresh = real.resolveSibling(real.getFileName() + ".new");
            writeNew(fresh, yaml(config).getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InvalidInput(
                    "config file '%s' cannot be written: %s".formatted(path, FileFault.of(e)), e);
        }
    }

    private static void writeNew(Path fresh, byte[] bytes) throws IOException {
        Files.deleteIfExists(fresh);
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, ownerOnly("rw-------"))) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("another labctl is writing it", e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private String text() {
        try {
            if (Files.size(path) > LARGEST) {
                throw new InvalidInput(
                        "config file '%s' is larger than %d bytes".formatted(path, LARGEST));
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new InvalidInput("config file '%s' is not UTF-8 text".formatted(path), e);
        } catch (IOException e) {
            throw new InvalidInput(
                    "config file '%s' cannot be read: %s".formatted(path, FileFault.of(e)), e);
        }
    }

    private static String yaml(LabctlConfig config) {
        Map<String, Object> top = new LinkedHashMap<>();
        String current = config.currentContext();
        if (current != null) {
            top.put("current-context", current);
        }
        Map<String, Object> contexts = new LinkedHashMap<>();
        config.contexts().forEach((name, context) -> contexts.put(name, context.set()));
        top.put("contexts", contexts);
        DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        return new Dump(settings).dumpToString(top);
    }
}
