package io.labctl.master.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A site folder, read as servers ask for it: only the files of the asking server are looked at, and
 * each of them at most once a second, so that a site may hold a file for each of a hundred thousand
 * servers. A broken file stops the compiles of the servers that it is for and of no others. Safe
 * for many threads.
 *
 * <p>The folder may be a symbolic link. Then all files of one answer come from the same target, and
 * exchanging the link changes the site in one step.
 */
public final class SiteFolder implements Site {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFolder.class);

    /** A change is seen after this at the latest. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Files known at a time, missing ones included; one server has five. */
    private static final int MOST_FILES = 700_000;

    private static final String COMMON = "data/common.yaml";

    private final Clock clock;
    private final SiteRoot root;
    private final Cache<Path, Watched<DataFile>> files =
            Caffeine.newBuilder().maximumSize(MOST_FILES).build();

    /**
     * Without a folder there is nothing to say about any server, and every server gets the built-in
     * modules bare.
     */
    public static Site open(SiteConfig config, Clock clock) {
        boolean there = Files.isDirectory(config.folder());
        if (config.expected() && !there) {
            LOG.atWarn()
                    .addKeyValue("site", config.folder())
                    .log("the site folder is not there (yet); nothing can be compiled without it");
        }
        return config.expected() || there ? new SiteFolder(config.folder(), clock) : new NoSite();
    }

    /**
     * Reads nothing yet.
     *
     * @param folder need not be there yet; until it is, every server's compile says so
     */
    public SiteFolder(Path folder, Clock clock) {
        this.clock = clock;
        this.root = new SiteRoot(folder);
    }

    @Override
    public void checkPlace(DnsLabel cloud, DnsLabel environment) {
        long now = clock.millis();
        SiteRoot.State look = root.state(now, notBefore(now));
        List<Fault> faults = look.faultsOfMap();
        if (!faults.isEmpty()) {
            throw new Conflict(
                    "cloud '%s' cannot be looked up while the site is broken: %s"
                            .formatted(
                                    cloud,
                                    faults.stream()
                                            .map(Fault::sentence)
                                            .collect(Collectors.joining("; "))));
        }
        look.map()
                .unknown(cloud, environment)
                .ifPresent(
                        unknown -> {
                            throw InvalidInput.inField(
                                    unknown.field(),
                                    "%s is not in this site%s"
                                            .formatted(unknown.name(), unknown.known()));
                        });
    }

    @Override
    public WholeSite whole() {
        long now = clock.millis();
        SiteRoot.State site = root.state(now, notBefore(now));
        var faults = new ArrayList<>(site.faults());
        if (site.isReadable()) {
            faults.addAll(file(site.folder(), COMMON, now, notBefore(now)).faults());
        }
        return new WholeSite(site.modules(), faults);
    }

    private static long notBefore(long now) {
        return now - INTERVAL.toMillis() + 1;
    }

    @Override
    public ServerData of(AgentId id, DnsLabel role) {
        long now = clock.millis();
        long notBefore = notBefore(now);
        SiteRoot.State site = root.state(now, notBefore);
        if (!site.isReadable()) {
            return new ServerData(List.of(), false, SiteModules.NONE, site.faults());
        }
        List<DataFile> layers =
                layers(id, role).stream()
                        .map(name -> file(site.folder(), name, now, notBefore))
                        .toList();
        List<Fault> unread = site.unread().of(id, role);
        boolean whole =
                unread.isEmpty() && layers.stream().allMatch(each -> each.faults().isEmpty());
        var faults = new ArrayList<>(site.map().faults());
        site.map().objection(id).ifPresent(faults::add);
        faults.addAll(site.modules().faults());
        faults.addAll(unread);
        layers.forEach(each -> faults.addAll(each.faults()));
        return new ServerData(layers, whole, site.modules(), faults.stream().distinct().toList());
    }

    private DataFile file(Path folder, String name, long now, long notBefore) {
        return files.get(folder.resolve(name), path -> watched(path, name, now))
                .value(now, notBefore);
    }

    private static Watched<DataFile> watched(Path path, String name, long now) {
        return new Watched<>(
                new SiteFile(path, name),
                content -> content.map(DataFile::of).orElseGet(() -> DataFile.missing(name)),
                now);
    }

    /** Broadest first. An environment's name is unique only in its cloud, so its file is too. */
    private static List<String> layers(AgentId id, DnsLabel role) {
        return List.of(
                COMMON,
                "data/clouds/" + id.cloud() + ".yaml",
                "data/environments/" + id.cloud() + "/" + id.environment() + ".yaml",
                "data/roles/" + role + ".yaml",
                "data/servers/" + id.server() + ".yaml");
    }
}
