package io.labctl.master.site;

import io.labctl.catalog.module.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The names in a folder of layers that may be many, roles or servers: which of them are wrong, and
 * whom that concerns. They are listed again only when the folder has changed. Safe for many
 * threads.
 */
final class LayerFolder {
    private final String name;
    private final LayerFile files;
    private volatile @Nullable Listing listing;

    /**
     * What is not read.
     *
     * @param forAll by whom it was meant to be read cannot be told
     * @param byLayer by the role or server that it seems to be for
     */
    record Misnamed(List<Fault> forAll, Map<String, List<Fault>> byLayer) {
        static final Misnamed NOTHING = new Misnamed(List.of(), Map.of());

        List<Fault> of(String layer) {
            return byLayer.getOrDefault(layer, List.of());
        }
    }

    private record Listing(
            Path folder, Optional<SiteFile.Stamp> stamp, boolean settled, Misnamed misnamed) {}

    /**
     * @param name relative to the site folder
     * @param files how they have to be called
     */
    LayerFolder(String name, LayerFile files) {
        this.name = name;
        this.files = files;
    }

    /**
     * @param now in milliseconds since the epoch
     */
    Misnamed look(Path site, long now) throws IOException {
        Path folder = site.resolve(name);
        Optional<SiteFile.Stamp> stamp = new SiteFile(folder, name).stamp();
        Listing known = listing;
        if (known != null
                && known.settled
                && known.folder.equals(folder)
                && known.stamp.equals(stamp)) {
            return known.misnamed;
        }
        boolean settled = stamp.map(each -> each.isSettled(now)).orElse(false);
        var fresh = new Listing(folder, stamp, settled, list(folder));
        listing = fresh;
        return fresh.misnamed;
    }

    private Misnamed list(Path folder) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)
                || FoldersAbove.fault(folder, name).isPresent()) {
            return Misnamed.NOTHING;
        }
        if (!Files.isDirectory(folder)) {
            return new Misnamed(List.of(FoldersAbove.noFolder(name)), Map.of());
        }
        return misnamed(folder, Names.in(folder));
    }

    private Misnamed misnamed(Path folder, SortedSet<String> names) {
        var forAll = new ArrayList<Fault>();
        var byLayer = new HashMap<String, List<Fault>>();
        for (String file : names) {
            Optional<Fault> objection = files.objection(name, file, names);
            if (objection.isPresent()) {
                List<String> meant = Names.isFolder(folder, file) ? List.of() : files.meant(file);
                for (String layer : meant) {
                    byLayer.computeIfAbsent(layer, _ -> new ArrayList<>()).add(objection.get());
                }
                if (meant.isEmpty()) {
                    forAll.add(objection.get());
                }
            }
        }
        return new Misnamed(forAll, byLayer);
    }
}
