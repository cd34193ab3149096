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
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the data of clouds and environments that the site does not have: no server would ever get
 * them, and a slip in a name would be looked for in vain. Roles and servers are not listed anywhere
 * and may be many, so their files are not looked at here.
 */
final class Strays {
    private static final String ENDING = ".yaml";
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
        strays.look("data", "is no layer of data", LAYERS);
        strays.lookAtClouds();
        return strays.faults;
    }

    private void lookAtClouds() throws IOException {
        List<String> clouds = names(map.clouds().keySet());
        String why = "is for no cloud of " + SiteMap.FILE;
        look("data/clouds", why, files(clouds));
        look("data/environments", why, clouds);
        for (DnsLabel cloud : map.clouds().keySet()) {
            look(
                    "data/environments/" + cloud,
                    "is for no environment of cloud '%s' in %s".formatted(cloud, SiteMap.FILE),
                    files(names(map.environments(cloud))));
        }
    }

    private static List<String> names(Collection<DnsLabel> labels) {
        return labels.stream().map(DnsLabel::value).toList();
    }

    private static List<String> files(List<String> names) {
        return names.stream().map(name -> name + ENDING).toList();
    }

    /**
     * @param known the names that may stand there; when there are none, any may
     */
    private void look(String folder, String why, List<String> known) throws IOException {
        Path path = site.resolve(folder);
        if (known.isEmpty() || Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            faults.add(Place.in(folder).fault(null, "is not a folder"));
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            entries.map(each -> each.getFileName().toString())
                    .filter(name -> !known.contains(name) && !isPassedOver(name))
                    .sorted()
                    .forEach(name -> faults.add(stray(folder, name, why, known)));
        }
    }

    private static boolean isPassedOver(String name) {
        return name.startsWith(".") || name.endsWith("~") || name.endsWith(".md");
    }

    private static Fault stray(String folder, String name, String why, List<String> known) {
        String hint = Suggestion.hint(name, known);
        return Place.in(folder + "/" + Printable.of(name))
                .fault(
                        null,
                        why + (hint.isEmpty() ? ", known are " + String.join(", ", known) : hint));
    }
}
