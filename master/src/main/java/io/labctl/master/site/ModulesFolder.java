package io.labctl.master.site;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code modules/} of a site. All its files are looked at in turn, and read again only when one of
 * them has changed. Links are not followed: whoever may write to the site must not make labd hand
 * out what only labd can read. Safe for many threads.
 */
final class ModulesFolder {
    static final String NAME = "modules";

    private volatile @Nullable Listing listing;

    private record Listing(
            Path site,
            SortedMap<String, SiteFile.Stamp> stamps,
            SortedSet<String> names,
            SiteModules modules) {
        /** A fault may be mended by what shows in no stamp, such as a permission. */
        boolean stillHolds(Path newSite, ModulesWalk walk, long now) {
            return modules.faults().isEmpty()
                    && walk.isFaultless()
                    && site.equals(newSite)
                    && stamps.equals(walk.stamps())
                    && names.equals(walk.names())
                    && stamps.values().stream().allMatch(each -> each.isSettled(now));
        }
    }

    /**
     * @param site the real folder, behind all links
     * @param now in milliseconds since the epoch
     */
    SiteModules look(Path site, long now) {
        if (!Files.exists(site.resolve(NAME), LinkOption.NOFOLLOW_LINKS)) {
            return SiteModules.NONE;
        }
        var walk = new ModulesWalk(site);
        Listing known = listing;
        if (known != null && known.stillHolds(site, walk, now)) {
            return known.modules();
        }
        SiteModules fresh = walk.read();
        SiteModules kept =
                known != null && sameAs(known.modules(), fresh) ? known.modules() : fresh;
        listing = new Listing(site, walk.stamps(), walk.names(), kept);
        return kept;
    }

    private static boolean sameAs(SiteModules known, SiteModules fresh) {
        return known.faults().equals(fresh.faults()) && identities(known).equals(identities(fresh));
    }

    private static List<String> identities(SiteModules modules) {
        return modules.folders().stream().map(each -> each.name() + " " + each.sha256()).toList();
    }
}
