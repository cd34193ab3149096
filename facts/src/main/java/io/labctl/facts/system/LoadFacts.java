package io.labctl.facts.system;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.Words;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * {@code load_averages}: processes wanting to run, averaged over 1, 5 and 15 minutes, from {@code
 * /proc/loadavg}.
 */
public final class LoadFacts implements FactSource {
    private static final Pattern LOAD = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final MachineFiles files;

    public LoadFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "load_averages";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        List<String> words = Words.of(files.text("/proc/loadavg").orElse(""));
        if (words.size() < 3
                || !words.stream().limit(3).allMatch(word -> LOAD.matcher(word).matches())) {
            throw new IOException("/proc/loadavg does not start with three averages");
        }
        Structure averages =
                new Structure()
                        .with("1m", Double.valueOf(words.get(0)))
                        .with("5m", Double.valueOf(words.get(1)))
                        .with("15m", Double.valueOf(words.get(2)));
        return new Structure().nested(name(), averages).sorted();
    }
}
