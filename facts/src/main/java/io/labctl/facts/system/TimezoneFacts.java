package io.labctl.facts.system;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code timezone}: the zone's abbreviation at this time of the year, such as {@code CEST}, {@code
 * UTC} or {@code -03}, from {@code /etc/localtime} (localtime(5), tzfile(5)).
 */
public final class TimezoneFacts implements FactSource {
    private static final String LOCALTIME = "/etc/localtime";
    private static final String ZONEINFO = "zoneinfo/";
    private static final int MOST_BYTES = 1 << 20;

    private final MachineFiles files;
    private final Clock clock;

    public TimezoneFacts(MachineFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "timezone";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        return new Structure().with(name(), abbreviation()).sorted();
    }

    private String abbreviation() throws IOException {
        Optional<byte[]> file = files.bytes(LOCALTIME, MOST_BYTES);
        if (file.isEmpty()) {
            return "UTC"; // as localtime(5) has it
        }
        ZoneNames names =
                ZoneNames.parse(footer(new String(file.get(), StandardCharsets.ISO_8859_1)))
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "/etc/localtime does not end with a zone's names"));
        return names.summer().isEmpty()
                ? names.standard() // spares a machine on UTC the reading of all zones
                : zone().map(this::offset).map(names::at).orElse(names.standard());
    }

    /**
     * The last line; files of the first version of the format, last made around 2006, have none.
     */
    private static String footer(String file) {
        int end = file.lastIndexOf('\n');
        int start = end < 1 ? -1 : file.lastIndexOf('\n', end - 1);
        return start < 0 || !file.startsWith("TZif") ? "" : file.substring(start + 1, end);
    }

    /**
     * By the name in the link's target, or the one that Debian keeps in {@code /etc/timezone}
     * beside a copy.
     */
    private Optional<ZoneId> zone() {
        return files.link(LOCALTIME)
                .filter(target -> target.contains(ZONEINFO))
                .map(target -> target.substring(target.lastIndexOf(ZONEINFO) + ZONEINFO.length()))
                .or(() -> files.value("/etc/timezone"))
                .flatMap(TimezoneFacts::known);
    }

    private ZoneOffset offset(ZoneId zone) {
        return zone.getRules().getOffset(clock.instant());
    }

    private static Optional<ZoneId> known(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
