package io.labctl.facts.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /etc/os-release}, or {@code /usr/lib/os-release} where that is missing (os-release(5)).
 */
public record OsRelease(Map<String, String> values) {
    public OsRelease {
        values = Map.copyOf(values);
    }

    public static OsRelease read(MachineFiles files) {
        String text =
                files.value("/etc/os-release")
                        .or(() -> files.value("/usr/lib/os-release"))
                        .orElse("");
        Map<String, String> values = new HashMap<>();
        text.lines()
                .map(String::strip)
                .forEach(
                        line -> {
                            int equals = line.indexOf('=');
                            if (equals > 0 && !line.startsWith("#")) {
                                values.put(
                                        line.substring(0, equals),
                                        unquoted(line.substring(equals + 1)));
                            }
                        });
        return new OsRelease(values);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    public Distribution distribution() {
        List<String> ids = new ArrayList<>();
        value("ID").ifPresent(id -> ids.add(id.toLowerCase(Locale.ROOT)));
        value("ID_LIKE").ifPresent(like -> ids.addAll(Words.of(like.toLowerCase(Locale.ROOT))));
        return Distribution.of(ids);
    }

    /** With {@code .0} when the version has one part, as Facter 4 has it. */
    public Optional<String> versionId() {
        return value("VERSION_ID").map(version -> version.contains(".") ? version : version + ".0");
    }

    /**
     * NAME in one word: {@code Debian}, {@code Fedora}, {@code RedHat}, {@code OracleLinux}, {@code
     * Rocky}; by its ID where the first word says nothing: {@code Linuxmint}, {@code AzureLinux}.
     */
    public Optional<String> systemName() {
        return switch (value("ID").orElse("")) {
            case "linuxmint" -> Optional.of("Linuxmint");
            case "azurelinux" -> Optional.of("AzureLinux");
            default ->
                    value("NAME")
                            .map(Words::of)
                            .filter(words -> !words.isEmpty())
                            .map(OsRelease::oneWord);
        };
    }

    private static String oneWord(List<String> words) {
        String first = words.getFirst();
        boolean two = first.equals("Red") || first.equals("Oracle");
        return two ? String.join("", words.subList(0, Math.min(2, words.size()))) : first;
    }

    private static String unquoted(String value) {
        return value.replace("\"", "").replace("'", "");
    }
}
