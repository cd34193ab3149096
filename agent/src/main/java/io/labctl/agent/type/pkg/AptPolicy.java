package io.labctl.agent.type.pkg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One package of {@code apt-cache policy}.
 *
 * @param candidate what apt would install; empty when that is nothing
 * @param versions those of the version table that no pin forbids, newest first
 */
record AptPolicy(Optional<String> candidate, List<String> versions) {
    private static final String CANDIDATE = "  Candidate: ";
    private static final Pattern VERSION = Pattern.compile(" (?:\\*\\*\\*|   ) (\\S+) (-?\\d+)");

    AptPolicy {
        versions = List.copyOf(versions);
    }

    /** By name, as it was asked for. */
    static Map<String, AptPolicy> parse(String out) {
        var policies = new TreeMap<String, AptPolicy>();
        var block = new ArrayList<String>();
        String name = "";
        for (String line : out.lines().toList()) {
            if (!line.startsWith(" ") && line.endsWith(":")) {
                policies.put(name, of(block));
                name = line.substring(0, line.length() - 1);
                block.clear();
            } else {
                block.add(line);
            }
        }
        policies.put(name, of(block));
        policies.remove("");
        return policies;
    }

    private static AptPolicy of(List<String> lines) {
        Optional<String> candidate =
                lines.stream()
                        .filter(line -> line.startsWith(CANDIDATE))
                        .map(line -> line.substring(CANDIDATE.length()))
                        .filter(version -> !version.equals("(none)"))
                        .findFirst();
        List<String> versions =
                lines.stream()
                        .map(VERSION::matcher)
                        .filter(Matcher::matches)
                        .filter(version -> !version.group(2).startsWith("-"))
                        .map(version -> version.group(1))
                        .toList();
        return new AptPolicy(candidate, versions);
    }

    /** The candidate first. */
    List<String> offered() {
        var offered = new ArrayList<>(versions);
        candidate.ifPresent(
                version -> {
                    offered.remove(version);
                    offered.addFirst(version);
                });
        return offered;
    }
}
