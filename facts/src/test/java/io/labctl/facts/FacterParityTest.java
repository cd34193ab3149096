package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our facts beside those of the real facter 4, where that is installed. What may differ stands in
 * the patterns below and, with the reason, in docs/reference/facts.md.
 */
class FacterParityTest {
    /** Facts that facter has and we do not gather. */
    private static final Pattern NOT_GATHERED =
            Pattern.compile(
                    "(augeas|az_metadata|ec2_.*|facterversion|gce|ruby|xen|lsb.*|aio_.*"
                            + "|os/distro/specification)\\b.*");

    /**
     * Facts that younger releases of facter 4 have and older ones do not, or that facter fails to
     * find at times.
     */
    private static final Pattern ONLY_OURS =
            Pattern.compile(
                    "cloud/provider|lvm/.*|processors/extensions.*|networking/interfaces/[^/]+/(operational_state|physical|speed|duplex)"
                            + "|disks/[^/]+/(serial|wwn)|partitions/[^/]+/parttype|dmi/product/version|virtual|is_virtual"
                            + "|system_uptime/.*");

    /** Facts that change while both look. */
    private static final Pattern VOLATILE =
            Pattern.compile(
                    "load_averages/.*|system_uptime/.*|memory/(system|swap)/(used|available|capacity).*"
                            + "|mountpoints/.*/(used|available|capacity).*|processors/speed");

    /** Kept apart on purpose. */
    private static final Pattern DIFFERENT = Pattern.compile("processors/extensions.*");

    @TempDir private Path work;

    @Test
    void every_value_equals_what_facter_prints() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "facter is not on the PATH");
        Map<?, ?> facter = facter();
        assumeTrue(
                facter.containsKey("mountpoints"),
                "facter does not see the mount points: ruby-sys-filesystem is not installed");
        Map<String, Object> theirs = flat(facter);
        Map<String, Object> ours =
                flat(new Machine(Path.of("/"), Clock.systemUTC()).gather().values());

        List<String> differences = new ArrayList<>();
        theirs.forEach(
                (name, value) -> {
                    if (!ours.containsKey(name) && !matches(NOT_GATHERED, name)) {
                        differences.add("%s: missing, facter has '%s'".formatted(name, value));
                    }
                });
        ours.forEach(
                (name, value) -> {
                    if (!theirs.containsKey(name)) {
                        if (!matches(ONLY_OURS, name)) {
                            differences.add("%s: '%s', facter has none".formatted(name, value));
                        }
                    } else if (!matches(DIFFERENT, name)
                            && !isSame(name, value, theirs.get(name))) {
                        differences.add(
                                "%s: '%s', facter has '%s'"
                                        .formatted(name, value, theirs.get(name)));
                    }
                });

        assertThat(differences).isEmpty();
    }

    /** A value that moves has the same type, and about the same size where it is a number. */
    private static boolean isSame(String name, Object ours, Object theirs) {
        if (!matches(VOLATILE, name)) {
            return ours.equals(theirs);
        }
        if (ours instanceof Number mine && theirs instanceof Number other) {
            double allowed = Math.max(60, 0.2 * Math.abs(other.doubleValue()));
            boolean bytes = name.endsWith("_bytes");
            return Math.abs(mine.doubleValue() - other.doubleValue())
                    <= (bytes ? allowed + (2L << 30) : allowed);
        }
        return shape(ours.toString()).equals(shape(theirs.toString()));
    }

    /** {@code 23.18 GiB} and {@code 900.10 MiB} have one shape. */
    private static String shape(String text) {
        return text.replaceAll("\\d+(\\.\\d+)?", "0").replaceAll("\\b([KMGT]iB|bytes)\\b", "unit");
    }

    private static boolean matches(Pattern pattern, String name) {
        return pattern.matcher(name).matches();
    }

    private boolean isInstalled() throws IOException, InterruptedException {
        try {
            return run("facter", "--version").startsWith("4.");
        } catch (IOException _) {
            return false;
        }
    }

    private Map<?, ?> facter() throws IOException, InterruptedException {
        String json = run("facter", "--json");
        return JsonMapper.shared().readValue(json, Map.class);
    }

    /** Without TZ: the machine's time zone is wanted, not the caller's. */
    private String run(String... command) throws IOException, InterruptedException {
        Path output = work.resolve("output");
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("TZ");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("facter ends").isTrue();
        return Files.readString(output);
    }

    /** All leaves by their path; an empty structure is a leaf. */
    private static Map<String, Object> flat(Map<?, ?> facts) {
        Map<String, Object> leaves = new TreeMap<>();
        facts.forEach((name, value) -> flatten(String.valueOf(name), value, leaves));
        return leaves;
    }

    private static void flatten(String path, Object value, Map<String, Object> leaves) {
        switch (value) {
            case Map<?, ?> structure when !structure.isEmpty() ->
                    structure.forEach((name, inner) -> flatten(path + "/" + name, inner, leaves));
            case List<?> list when !list.isEmpty() -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(path + "/" + i, list.get(i), leaves);
                }
            }
            case Integer number -> leaves.put(path, number.longValue());
            default -> leaves.put(path, value);
        }
    }
}
