package io.labctl.master.server;

import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.channel.ChannelState;
import io.labctl.master.channel.Channels;
import io.labctl.master.channel.Reading;
import io.labctl.master.store.GzipJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Questions about the inventory. */
public final class Servers {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    private final Jdbi jdbi;
    private final ServerRepository servers;
    private final CertificateRepository certificates;
    private final Presence presence;
    private final Channels channels;
    private final GzipJson stored;

    public Servers(
            Jdbi jdbi,
            ServerRepository servers,
            CertificateRepository certificates,
            Presence presence,
            Channels channels,
            GzipJson stored) {
        this.jdbi = jdbi;
        this.servers = servers;
        this.certificates = certificates;
        this.presence = presence;
        this.channels = channels;
        this.stored = stored;
    }

    /**
     * @param labels as {@code key=value}; all of them must be there, the role as {@code role=…}
     */
    List<ServerView> list(
            @Nullable String cloud, @Nullable String environment, List<String> labels) {
        List<Label> wanted = labels.stream().map(Servers::label).toList();
        checkName("cloud", cloud);
        checkName("env", environment);
        Map<ServerName, ChannelState> open = channels.states();
        return jdbi.withHandle(db -> servers.list(db, cloud, environment)).stream()
                .filter(server -> server.labels().haveAll(wanted, server.role()))
                .map(server -> view(server, Optional.ofNullable(open.get(server.name()))))
                .toList();
    }

    public List<ServerView> all() {
        return list(null, null, List.of());
    }

    public ServerRow get(ServerName name) {
        return jdbi.withHandle(db -> servers.find(db, name)).orElseThrow(() -> missing(name));
    }

    /** How its machine is doing; empty when its agent never said. */
    public Optional<Reading> reading(ServerName server) {
        return channels.reading(server);
    }

    public ServerView view(ServerRow server) {
        return view(server, channels.state(server.name()));
    }

    private ServerView view(ServerRow server, Optional<ChannelState> channel) {
        return new ServerView(
                server.name(),
                server.cloud(),
                server.environment(),
                server.role(),
                server.labels().values(),
                presence.status(server, channel),
                presence.lastSeen(server, channel),
                presence.agentVersion(server),
                lastRun(server.lastRun()));
    }

    /** The certificate that its agent holds now. */
    public ServerDetail.@Nullable CertificateView certificate(ServerRow server) {
        return jdbi.withHandle(db -> certificates.life(db, server.serial()))
                .map(
                        life ->
                                new ServerDetail.CertificateView(
                                        life.serial().hex(), life.notBefore(), life.notAfter()))
                .orElse(null);
    }

    Facts facts(ServerName name) {
        get(name);
        return jdbi.withHandle(db -> servers.facts(db, name))
                .map(gzip -> stored.read(gzip, Facts.class))
                .orElseThrow(
                        () ->
                                new NotFound(
                                        "server '%s' has not reported facts yet".formatted(name)));
    }

    /**
     * No server can be in a cloud or environment of another name, and not every text may be asked
     * of a database.
     */
    private static void checkName(String field, @Nullable String name) {
        if (name != null && !NAME.matcher(name).matches()) {
            throw InvalidInput.inField(
                    field, "%s '%s' is not a plain DNS label".formatted(field, Printable.of(name)));
        }
    }

    static NotFound missing(ServerName name) {
        return new NotFound("no server with the name '%s'".formatted(name));
    }

    private static ServerView.@Nullable LastRun lastRun(ServerRow.@Nullable Run run) {
        return run == null
                ? null
                : new ServerView.LastRun(
                        run.id(),
                        run.at(),
                        run.outcome(),
                        run.catalog(),
                        run.changed(),
                        run.failed(),
                        run.wouldChange());
    }

    private static Label label(String text) {
        try {
            return Label.parse(text);
        } catch (InvalidInput e) {
            throw InvalidInput.inField("label", e.sentence());
        }
    }
}
