package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of a command on several servers, in one sentence. */
record Summary(List<Outcome> outcomes) {
    /** More names of servers that ended alike are counted. */
    private static final int MOST_NAMES = 10;

    Summary {
        outcomes = List.copyOf(outcomes);
    }

    /** The highest, as 0 is the best. */
    int exit() {
        return outcomes.stream().mapToInt(Outcome::exit).max().orElse(0);
    }

    /** As {@code 12 done, 1 exited with 3 (web4)}; those that are done come first. */
    String sentence() {
        Map<String, List<ServerName>> byWord =
                outcomes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Outcome::word,
                                        TreeMap::new,
                                        Collectors.mapping(Outcome::server, Collectors.toList())));
        List<ServerName> done = byWord.remove(Outcome.DONE);
        return (done == null ? "none" : done.size())
                + " "
                + Outcome.DONE
                + byWord.entrySet().stream()
                        .map(each -> ", " + part(each.getKey(), each.getValue()))
                        .collect(Collectors.joining());
    }

    private static String part(String word, List<ServerName> servers) {
        String names =
                servers.stream()
                        .limit(MOST_NAMES)
                        .map(ServerName::value)
                        .collect(Collectors.joining(", "));
        int more = servers.size() - MOST_NAMES;
        return "%d %s (%s%s)"
                .formatted(
                        servers.size(),
                        word,
                        names,
                        more > 0 ? " and %d more".formatted(more) : "");
    }
}
