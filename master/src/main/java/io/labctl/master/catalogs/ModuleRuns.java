package io.labctl.master.catalogs;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.work.Action;
import io.labctl.master.compile.CatalogCompiler;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.ServerRow;
import io.labctl.master.work.Leases;
import io.labctl.master.work.Left;
import io.labctl.master.work.SessionRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The runs of one module, as people want them to be made once. */
public final class ModuleRuns {
    private final Jdbi jdbi;
    private final SessionRepository sessions;
    private final CatalogCompiler compiler;
    private final Clock clock;

    public ModuleRuns(
            Jdbi jdbi, SessionRepository sessions, CatalogCompiler compiler, Clock clock) {
        this.jdbi = jdbi;
        this.sessions = sessions;
        this.compiler = compiler;
        this.clock = clock;
    }

    /**
     * Refuses to leave work for a server's agent that is about no module.
     *
     * @throws NotFound with the nearest name
     */
    public void check(ServerRow server, SessionRequest request) {
        module(request.task())
                .ifPresent(
                        name -> compiler.requireModule(name.value(), server.id(), server.role()));
    }

    /**
     * The module of an agent's own work that is not over.
     *
     * @throws NotFound when there is no such work
     */
    String of(Caller.Agent agent, UUID work) {
        return jdbi.withHandle(db -> sessions.find(db, work))
                .filter(left -> left.asked().server().equals(agent.id().server()))
                .filter(left -> left.isInHand(lostSince()))
                .flatMap(ModuleRuns::module)
                .map(DnsLabel::value)
                .orElseThrow(
                        () ->
                                new NotFound(
                                        "%s has no run %s of a module that is not over"
                                                .formatted(agent.getName(), work)));
    }

    /** The content of that name that is in a module of which a run is under way there. */
    Optional<byte[]> content(ServerRow server, String sha256) {
        return jdbi.withHandle(db -> sessions.inHand(db, server.name(), lostSince())).stream()
                .flatMap(left -> module(left).stream())
                .map(DnsLabel::value)
                .distinct()
                .flatMap(
                        name ->
                                compiler
                                        .contentOf(name, server.id(), server.role(), sha256)
                                        .stream())
                .findFirst();
    }

    /** A run is finished also while its agent is not heard of. */
    private Instant lostSince() {
        return clock.instant().minus(Leases.LONGEST);
    }

    private static Optional<DnsLabel> module(Left left) {
        return left.asked().action() instanceof Action.Session session
                ? module(session.task())
                : Optional.empty();
    }

    private static Optional<DnsLabel> module(SessionTask task) {
        return task instanceof RunRequest run
                ? Optional.ofNullable(run.module())
                : Optional.empty();
    }
}
