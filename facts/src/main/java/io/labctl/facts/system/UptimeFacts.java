package io.labctl.facts.system;

import io.labctl.facts.source.Container;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.WholeNumber;
import io.labctl.facts.source.Words;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code system_uptime}: time since boot from {@code /proc/uptime}; in a Docker container, time
 * since its first process started, from field 22 of {@code /proc/1/stat} (proc(5)).
 */
public final class UptimeFacts implements FactSource {
    /**
     * USER_HZ, the unit of times in procfs; 100 on every architecture that Debian and Fedora run
     * on.
     */
    private static final long TICKS_PER_SECOND = 100;

    private static final int START_TIME_AFTER_NAME = 19;

    private final MachineFiles files;

    public UptimeFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "system_uptime";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        long booted =
                WholeNumber.leading(files.text("/proc/uptime").orElse(""))
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "/proc/uptime does not start with a number of"
                                                        + " seconds"));
        boolean docker = Container.runtime(files).equals(Optional.of("docker"));
        Duration up =
                Duration.ofSeconds(docker ? Math.max(0, booted - firstProcessStart()) : booted);
        Structure uptime =
                new Structure()
                        .with("seconds", up.toSeconds())
                        .with("hours", up.toHours())
                        .with("days", up.toDays())
                        .with("uptime", words(up));
        return new Structure().nested(name(), uptime).sorted();
    }

    private long firstProcessStart() {
        String stat = files.text("/proc/1/stat").orElse("");
        List<String> fields =
                Words.of(stat.substring(stat.lastIndexOf(')') + 1)); // the name may hold spaces
        return fields.size() <= START_TIME_AFTER_NAME
                ? 0
                : WholeNumber.parse(fields.get(START_TIME_AFTER_NAME)).orElse(0L)
                        / TICKS_PER_SECOND;
    }

    private static String words(Duration up) {
        return switch ((int) Math.min(up.toDays(), 2)) {
            case 0 -> "%d:%02d hours".formatted(up.toHours(), up.toMinutesPart());
            case 1 -> "1 day";
            default -> up.toDays() + " days";
        };
    }
}
