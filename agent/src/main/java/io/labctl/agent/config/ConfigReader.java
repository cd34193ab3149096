package io.labctl.agent.config;

import io.labctl.agent.labd.ServerAddress;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;

/** Turns settings into the configuration, and judges what their parsers cannot. */
final class ConfigReader {
    private static final String SERVER = "server";
    private static final String STATE = "state";
    private static final String INTERVAL = "interval";
    private static final String SCHEDULE = "schedule";
    private static final String SPLAY = "splay";
    private static final String RUN_TIMEOUT = "run-timeout";
    private static final Set<String> KNOWN =
            Set.of(SERVER, STATE, INTERVAL, SCHEDULE, SPLAY, RUN_TIMEOUT);

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final ZonedDateTime ANY_DAY =
            ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Settings settings;
    private final Path file;

    ConfigReader(Settings settings, Path file) {
        this.settings = settings;
        this.file = file;
    }

    AgentConfig config() {
        var defaults = AgentConfig.defaults();
        settings.allow(KNOWN);
        return new AgentConfig(
                settings.read(SERVER, ServerAddress::parse),
                settings.read(STATE, this::folder).orElse(defaults.state()),
                cadence(defaults.cadence()),
                settings.read(SPLAY, Span::parse).orElse(defaults.splay()),
                settings.read(RUN_TIMEOUT, ConfigReader::positive).orElse(defaults.runTimeout()));
    }

    private Cadence cadence(Cadence usual) {
        if (settings.has(INTERVAL) && settings.has(SCHEDULE)) {
            settings.faultAt(
                    SCHEDULE, "schedule and interval exclude each other, keep one of them");
        }
        var every = settings.read(INTERVAL, ConfigReader::interval);
        var crontab = settings.read(SCHEDULE, ConfigReader::crontab);
        return crontab.or(() -> every).orElse(usual);
    }

    private static Cadence interval(String text) {
        return new Cadence.Every(positive(text));
    }

    private static Cadence crontab(String text) {
        var crontab = Cadence.Crontab.parse(text);
        if (crontab.after(ANY_DAY).isEmpty()) {
            throw new InvalidInput("'%s' never comes".formatted(Printable.of(text)));
        }
        return crontab;
    }

    private static Duration positive(String text) {
        Duration span = Span.parse(text);
        if (span.compareTo(SHORTEST) < 0) {
            throw new InvalidInput("'%s' is shorter than 10s".formatted(text));
        }
        return span;
    }

    /**
     * A relative folder is meant from where the file lies, not from where the agent was started.
     */
    private Path folder(String text) {
        try {
            if (text.isBlank()) {
                throw new InvalidInput("the folder has no name");
            }
            return file.toAbsolutePath().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            throw new InvalidInput("'%s' is not a path".formatted(Printable.of(text)), e);
        }
    }
}
