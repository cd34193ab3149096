package io.labctl.master.compile;

import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.registry.ModuleRegistry;
import io.labctl.master.site.SiteModules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The modules of the site's newest state, and of the last one before it without a fault, whose
 * files agents may still be about to fetch: nobody gets a catalog of a broken state. Safe for many
 * threads.
 */
final class KnownModules {
    private final BuiltInModules builtIn;
    private volatile State state;

    private record State(SiteModules site, ModuleRegistry now, @Nullable ModuleRegistry before) {
        @Nullable ModuleRegistry lastGood() {
            return site.faults().isEmpty() && now.faults().isEmpty() ? now : before;
        }
    }

    KnownModules(BuiltInModules builtIn) {
        this.builtIn = builtIn;
        this.state = state(SiteModules.NONE, null);
    }

    /** All modules there are with these of the site; read anew only when they have changed. */
    ModuleRegistry with(SiteModules site) {
        State known = state;
        if (!known.site().equals(site)) {
            known = exchanged(site);
        }
        return known.now();
    }

    private synchronized State exchanged(SiteModules site) {
        if (!state.site().equals(site)) {
            state = state(site, state.lastGood());
        }
        return state;
    }

    private State state(SiteModules site, @Nullable ModuleRegistry before) {
        return new State(site, ModuleRegistry.of(builtIn, site.folders()), before);
    }

    Optional<byte[]> content(String sha256) {
        State known = state;
        return known.now()
                .content(sha256)
                .or(() -> Optional.ofNullable(known.before()).flatMap(all -> all.content(sha256)));
    }
}
