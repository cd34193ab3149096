package io.labctl.cli.server;

import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.Suggestion;
import io.labctl.cli.client.ServerFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to say of an empty listing: which word of the filter fits no server, and the nearest. */
public final class NoServers {
    /** It counts as a label. */
    private static final String ROLE = "role";

    private NoServers() {}

    public static String sentence(ServerFilter filter, List<ServerView> all) {
        if (filter.equals(ServerFilter.ALL) || all.isEmpty()) {
            return "no servers found";
        }
        Stream<String> places =
                Stream.of(
                                hint("cloud", filter.cloud(), all, ServerView::cloud),
                                hint(
                                        "environment",
                                        filter.environment(),
                                        all,
                                        ServerView::environment))
                        .flatMap(Optional::stream);
        Stream<String> labels =
                filter.labels().stream().map(label -> hint(label, all)).flatMap(Optional::stream);
        return "no servers match" + Stream.concat(places, labels).collect(Collectors.joining());
    }

    private static Optional<String> hint(
            String what,
            @Nullable DnsLabel asked,
            List<ServerView> all,
            Function<ServerView, DnsLabel> of) {
        List<String> known = all.stream().map(of).map(DnsLabel::value).distinct().toList();
        return Optional.ofNullable(asked)
                .map(DnsLabel::value)
                .filter(name -> !known.contains(name))
                .map(
                        name ->
                                "; none is in %s '%s'%s"
                                        .formatted(what, name, Suggestion.hint(name, known)));
    }

    private static Optional<String> hint(Label asked, List<ServerView> all) {
        Set<String> keys =
                all.stream()
                        .flatMap(server -> server.labels().keySet().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        if (asked.key().equals(ROLE) && !keys.contains(ROLE)) {
            return roleHint(asked.value(), all);
        }
        return keys.contains(asked.key())
                ? Optional.empty()
                : Optional.of(
                        "; none has a label '%s'%s"
                                .formatted(asked.key(), Suggestion.hint(asked.key(), keys)));
    }

    private static Optional<String> roleHint(String asked, List<ServerView> all) {
        List<String> known = all.stream().map(each -> each.role().value()).distinct().toList();
        return known.contains(asked)
                ? Optional.empty()
                : Optional.of(
                        "; none has role '%s'%s".formatted(asked, Suggestion.hint(asked, known)));
    }
}
