package io.labctl.cli.server;

import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.name.Suggestion;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.client.ServerFilter;
import java.util.List;
import java.util.function.Function;

/** Asks labd about one server and, when there is none of that name, names the nearest. */
public final class KnownServers {
    private KnownServers() {}

    /**
     * The answer to one question about one server.
     *
     * @throws NotFound when there is no such server, or it has not what is asked for
     */
    public static <T> T ask(LabdClient labd, ServerName name, Function<ServerName, T> question) {
        try {
            return question.apply(name);
        } catch (NotFound e) {
            throw withHint(labd, name, e);
        }
    }

    private static NotFound withHint(LabdClient labd, ServerName name, NotFound refusal) {
        try {
            List<String> names =
                    labd.servers(ServerFilter.ALL).stream()
                            .map(ServerView::name)
                            .map(ServerName::value)
                            .toList();
            return names.contains(name.value()) ? refusal : unknown(name, names, refusal);
        } catch (LabException e) {
            refusal.addSuppressed(e); // who may not list servers still gets the first answer
            return refusal;
        }
    }

    private static NotFound unknown(ServerName name, List<String> names, NotFound refusal) {
        return new NotFound(
                "no server '%s'%s".formatted(name, Suggestion.hint(name.value(), names)), refusal);
    }
}
