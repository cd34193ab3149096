package io.labctl.agent.facts;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.yaml.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file in the folder of external facts. */
final class FactFile {
    private static final int ROOT = 0;
    private static final int LONGEST_FIRST_LINE = 256;

    /** The mark of UTF-8 (U+FEFF) that some editors put before the text, as YAML and JSON allow. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*([^ \\t\\n]+)");

    private FactFile() {}

    /**
     * What stands in it, without a mark of its encoding.
     *
     * @throws InvalidInput when it is a directory, device, socket or pipe
     */
    static byte[] bytes(Path file) throws IOException {
        mustBeFile(file);
        return withoutMark(SettingsFile.bytes(file));
    }

    static byte[] withoutMark(byte[] bytes) {
        boolean isMarked =
                bytes.length >= MARK.length
                        && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
        return isMarked ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
    }

    /**
     * Refuses what must not be run with the agent's rights.
     *
     * @throws InvalidInput when it is no file, is not executable, lacks its interpreter, or
     *     somebody besides root and the agent's own user may change it: itself, its folder, or
     *     those that a link leads to
     */
    static void mustBeProgram(Path file) throws IOException {
        mustBeFile(file);
        mustBeOurs(file.toAbsolutePath().resolveSibling(""));
        Path real = file.toRealPath();
        mustBeOurs(real.resolveSibling(""));
        mustBeOurs(real);
        if (!Files.isExecutable(file)) {
            throw new InvalidInput("it is not executable (chmod +x)");
        }
        mustHaveInterpreter(file);
    }

    /** By its first line, as execve(2) reads it. */
    private static void mustHaveInterpreter(Path file) throws IOException {
        Matcher line = INTERPRETER.matcher(new String(start(file), StandardCharsets.UTF_8));
        if (line.lookingAt() && !isProgram(line.group(1))) {
            throw new InvalidInput(
                    "its interpreter '%s' is not there (line 1)"
                            .formatted(Printable.of(line.group(1))));
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(LONGEST_FIRST_LINE);
        }
    }

    private static boolean isProgram(String interpreter) {
        try {
            Path program = Path.of("/").resolve(interpreter);
            return Files.isRegularFile(program) && Files.isExecutable(program);
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static void mustBeFile(Path file) throws IOException {
        if (!Files.readAttributes(file, "isRegularFile").containsValue(true)) {
            throw new InvalidInput("it is not a file");
        }
    }

    private static void mustBeOurs(Path path) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (mode.contains(PosixFilePermission.GROUP_WRITE)
                || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new InvalidInput(
                    "it is not run, for others than the owner may change '%s' (chmod go-w)"
                            .formatted(path));
        }
        long owner = userOf(path);
        if (owner != ROOT && owner != userOf(Path.of("/proc/self"))) {
            throw new InvalidInput(
                    "it is not run, for '%s' belongs to the user %d (chown root)"
                            .formatted(path, owner));
        }
    }

    private static long userOf(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid")).longValue();
    }
}
