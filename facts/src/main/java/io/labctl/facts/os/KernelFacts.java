package io.labctl.facts.os;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.io.IOException;
import java.util.SortedMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code kernel…}: what uname(2) says, from {@code /proc/sys/kernel} (proc(5)). */
public final class KernelFacts implements FactSource {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern MAJOR = Pattern.compile("[^.]*(?:\\.[^.]*)?");

    private final MachineFiles files;

    public KernelFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        String release =
                files.value("/proc/sys/kernel/osrelease")
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "/proc/sys/kernel/osrelease is missing or empty"));
        return new Structure()
                .with("kernel", files.value("/proc/sys/kernel/ostype").orElse("Linux"))
                .with("kernelrelease", release)
                .with("kernelversion", version(release))
                .with("kernelmajversion", major(release))
                .sorted();
    }

    private static String version(String release) {
        return DIGITS.matcher(release)
                .results()
                .limit(3)
                .map(MatchResult::group)
                .collect(Collectors.joining("."));
    }

    private static String major(String release) {
        var start = MAJOR.matcher(release);
        return start.lookingAt() ? start.group() : release;
    }
}
