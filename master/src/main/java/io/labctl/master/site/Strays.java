package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Finds what no server would ever get: data of clouds and environments that the site does not have,
 * and names that are no layer's. A slip in a name would be looked for in vain. Roles and servers
 * are not listed anywhere and may be many; {@link LayerFolder} looks at theirs.
 */
final class Strays {
    private static final String DATA = "data";
    private static final String CLOUDS = "data/clouds";
    private static final String ENVIRONMENTS = "data/environments";
    private static final String NO_CLOUD = "is for no cloud of " + SiteMap.FILE;
    private static final List<String> LAYERS =
            List.of("common.yaml", "clouds", "environments", "roles", "servers");

    private final Path site;
    private final SiteMap map;
    private final List<Fault> faults = new ArrayList<>();

    private Strays(Path site, SiteMap map) {
        this.site = site;
        this.map = map;
    }

    static List<Fault> of(Path site, SiteMap map) throws IOException {
        var strays = new Strays(site, map);
        strays.lookAtTop();
        strays.lookAtData();
        strays.lookAtClouds();
        strays.lookAtEnvironments();
        return strays.faults;
    }

    /** Much else may stand there, such as a README and the scripts of a repository. */
    private void lookAtTop() throws IOException {
        SortedSet<String> names = Names.in(site);
        for (String name : names) {
            if (!name.equals(SiteMap.FILE) && name.matches("(?i)site\\.ya?ml")) {
                String why =
                        names.contains(SiteMap.FILE)
                                ? "is not read, only 'site.yaml' beside it is"
                                : "is not read, did you mean 'site.yaml'?";
                faults.add(Place.in(name).fault(null, why));
            }
        }
        if (!names.contains(DATA)) {
            String hint = Suggestion.hint(DATA, names.stream().filter(this::isFolder).toList());
            faults.add(
                    Place.in(DATA)
                            .fault(
                                    null,
                                    "folder is not there"
                                            + (hint.isEmpty()
                                                    ? ", make it, with a common.yaml that may"
                                                            + " be empty"
                                                    : hint)));
        }
    }

    private boolean isFolder(String name) {
        return !name.startsWith(".") && Names.isFolder(site, name);
    }

    private void lookAtData() throws IOException {
        for (String name : names(DATA)) {
            if (!LAYERS.contains(name)) {
                faults.add(stray(DATA, name, "is no layer of data", LAYERS));
            }
        }
    }

    private void lookAtClouds() throws IOException {
        lookAtFiles(CLOUDS, NO_CLOUD, map.clouds().keySet());
    }

    private void lookAtEnvironments() throws IOException {
        List<String> clouds = map.clouds().keySet().stream().map(DnsLabel::value).toList();
        for (String name : names(ENVIRONMENTS)) {
            if (!Names.isFolder(site.resolve(ENVIRONMENTS), name)) {
                faults.add(noFolderOfACloud(name));
            } else if (!clouds.isEmpty() && !clouds.contains(name)) {
                faults.add(stray(ENVIRONMENTS, name, NO_CLOUD, clouds));
            } else {
                lookAtCloud(name);
            }
        }
    }

    private static Fault noFolderOfACloud(String name) {
        String place = ENVIRONMENTS + "/" + Printable.of(name);
        return DnsLabel.of(name).isPresent()
                ? FoldersAbove.noFolder(place)
                : Place.in(place)
                        .fault(
                                null,
                                "is not the folder of a cloud, which holds <environment>.yaml");
    }

    private void lookAtCloud(String name) throws IOException {
        Optional<DnsLabel> cloud = DnsLabel.of(name);
        if (cloud.isEmpty()) {
            String why = "is not read: its name is not of a-z, 0-9 and inner hyphens";
            faults.add(Place.in(ENVIRONMENTS + "/" + Printable.of(name)).fault(null, why));
            return;
        }
        lookAtFiles(
                ENVIRONMENTS + "/" + name,
                "is for no environment of cloud '%s' in %s".formatted(name, SiteMap.FILE),
                map.environments(cloud.get()));
    }

    /**
     * @param known what the files may be for; when there is none, anything
     */
    private void lookAtFiles(String folder, String why, Collection<DnsLabel> known)
            throws IOException {
        List<String> good = known.stream().map(each -> each + LayerFile.ENDING).toList();
        SortedSet<String> names = names(folder);
        for (String name : names) {
            Optional<Fault> objection = LayerFile.LABELLED.objection(folder, name, names);
            objection.ifPresent(faults::add);
            if (objection.isEmpty() && !good.isEmpty() && !good.contains(name)) {
                faults.add(stray(folder, name, why, good));
            }
        }
    }

    /** Those that may be meant to be read; a folder that is not there has none. */
    private SortedSet<String> names(String folder) throws IOException {
        Path path = site.resolve(folder);
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
                || FoldersAbove.fault(path, folder).isPresent()) {
            return Collections.emptySortedSet();
        }
        if (!Files.isDirectory(path)) {
            faults.add(FoldersAbove.noFolder(folder));
            return Collections.emptySortedSet();
        }
        SortedSet<String> names = Names.in(path);
        names.removeIf(LayerFile::isLeftAlone);
        return names;
    }

    private static Fault stray(String folder, String name, String why, List<String> known) {
        String hint = Suggestion.hint(name, known);
        return Place.in(folder + "/" + Printable.of(name))
                .fault(
                        null,
                        why + (hint.isEmpty() ? ", known are " + String.join(", ", known) : hint));
    }
}
