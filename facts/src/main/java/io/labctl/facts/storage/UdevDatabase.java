package io.labctl.facts.storage;

import io.labctl.facts.source.MachineFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What udev found out about block devices, from {@code /run/udev/data} (what {@code udevadm info}
 * prints).
 */
final class UdevDatabase {
    private static final Pattern DEVICE_NUMBER = Pattern.compile("\\d{1,10}:\\d{1,10}");
    private static final Pattern HEX = Pattern.compile("\\\\x([0-7][0-9a-fA-F])");

    private final MachineFiles files;

    UdevDatabase(MachineFiles files) {
        this.files = files;
    }

    /**
     * The properties of a block device by its folder in {@code /sys}.
     *
     * @return empty where no udev runs, as in most containers
     */
    Properties properties(String folder) {
        Map<String, String> values = new HashMap<>();
        files.value(folder + "/dev")
                .filter(number -> DEVICE_NUMBER.matcher(number).matches())
                .map(number -> files.lines("/run/udev/data/b" + number))
                .ifPresent(
                        lines ->
                                lines.stream()
                                        .filter(
                                                line ->
                                                        line.startsWith("E:")
                                                                && line.indexOf('=') > 0)
                                        .forEach(
                                                line ->
                                                        values.put(
                                                                line.substring(
                                                                        2, line.indexOf('=')),
                                                                line.substring(
                                                                        line.indexOf('=') + 1))));
        return new Properties(values);
    }

    /** Properties of one device. */
    record Properties(Map<String, String> values) {
        Properties {
            values = Map.copyOf(values);
        }

        /** The first of these that has a text, unescaped. */
        Optional<String> first(String... names) {
            for (String name : names) {
                String value = values.getOrDefault(name, "").strip();
                if (!value.isEmpty()) {
                    return Optional.of(unescaped(value));
                }
            }
            return Optional.empty();
        }

        private static String unescaped(String value) {
            return HEX.matcher(value)
                    .replaceAll(
                            found ->
                                    Matcher.quoteReplacement(
                                            String.valueOf(
                                                    (char) Integer.parseInt(found.group(1), 16))));
        }
    }
}
