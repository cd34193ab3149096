package io.labctl.agent.status;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.labd.Route;
import io.labctl.agent.lock.Holder;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.proxy.Proxy;
import io.labctl.agent.spool.ReportSpool;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the status together from what lies on disk; asks nobody. */
public final class StatusReader {
    private final IdentityStore identities;
    private final Function<Identity, Route> route;
    private final StateFiles files;
    private final ReportSpool spool;
    private final RunLock run;
    private final RunLock daemon;
    private final OwnersWord owner;
    private final Timekeeper time;

    public StatusReader(
            IdentityStore identities,
            Function<Identity, Route> route,
            StateFiles files,
            ReportSpool spool,
            RunLock run,
            RunLock daemon,
            OwnersWord owner,
            Timekeeper time) {
        this.identities = identities;
        this.route = route;
        this.files = files;
        this.spool = spool;
        this.run = run;
        this.daemon = daemon;
        this.owner = owner;
        this.time = time;
    }

    public AgentStatus read(String version) throws IOException {
        Optional<Identity> identity = Optional.empty();
        Standing standing = Standing.Known.NONE;
        try {
            identity = identities.load();
        } catch (InvalidInput e) {
            standing = new Standing.Unreadable(e.sentence());
        }
        Optional<Contact> contact = files.contact().read();
        if (identity.isPresent()) {
            standing = standing(identity.get(), contact);
        }
        Optional<Route> way = identity.map(route);
        int refused = spool.refused();
        Optional<Holder> holder = daemon.holder();
        return new AgentStatus(
                version,
                standing,
                identity.map(each -> each.agent().toString()).orElse(null),
                way.map(each -> each.server().toString()).orElse(null),
                way.flatMap(Route::proxy).map(Proxy::toString).orElse(null),
                identity.map(Identity::expires).orElse(null),
                owner.off().disabled().orElse(null),
                owner.policy().read().word().orElse(null),
                run.holder().orElse(null),
                files.lastRun().read().orElse(null),
                holder.orElse(null),
                holder.isPresent() ? nextRun() : null,
                holder.isPresent() ? files.channel().read().orElse(null) : null,
                spool.length(),
                refused,
                refused == 0 ? null : spool.aside().toString(),
                contact.orElse(null),
                files.restart().read().orElse(null));
    }

    private Standing standing(Identity identity, Optional<Contact> contact) {
        if (contact.filter(each -> each.isRefusalOf(identity.serial())).isPresent()) {
            return Standing.Known.REFUSED;
        }
        if (identity.isValidAt(time.now())) {
            return Standing.Known.VALID;
        }
        return time.now().isBefore(identity.expires())
                ? Standing.Known.NOT_YET_VALID
                : Standing.Known.EXPIRED;
    }

    private @Nullable Instant nextRun() throws IOException {
        return files.nextRun().read().map(NextRun::at).orElse(null);
    }
}
