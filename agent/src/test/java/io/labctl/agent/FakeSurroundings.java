package io.labctl.agent;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.console.Paint;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.run.Application;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.facts.MachineFacts;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A machine on which resources end as the test says, and where chance never makes anyone wait. */
final class FakeSurroundings {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private final List<Catalog> applied = new ArrayList<>();
    private final Stop stop = new Stop();
    private Map<String, String> environment = Map.of();
    private ResourceOutcome outcome = ResourceOutcome.UNCHANGED;
    private Application application = this::apply;
    private volatile Clock clock = Clock.system(ZoneId.systemDefault());

    /** Goes as the machine's clock does, also when that is set in the middle of a run. */
    private final Clock watch =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return clock.getZone();
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return clock.withZone(zone);
                }

                @Override
                public Instant instant() {
                    return clock.instant();
                }
            };

    FakeSurroundings ends(ResourceOutcome with) {
        outcome = with;
        return this;
    }

    void wakesUpAfter(Duration span) {
        clock = Clock.offset(clock, span);
    }

    void standsStillAt(Instant moment) {
        clock = Clock.fixed(moment, ZoneId.systemDefault());
    }

    FakeSurroundings applies(Application by) {
        application = by;
        return this;
    }

    void has(Map<String, String> variables) {
        environment = Map.copyOf(variables);
    }

    /** Runs {@code lab-agent} with these arguments and gives its exit code. */
    int labAgent(Path config, String... arguments) {
        out.reset();
        return labAgent(new StandardOutput(out, () -> false), config, arguments);
    }

    /** The same with another standard output. */
    int labAgent(StandardOutput standardOutput, Path config, String... arguments) {
        err.getBuffer().setLength(0);
        var machine =
                new Surroundings(
                        standardOutput,
                        new PrintWriter(err, true),
                        () -> Paint.NONE,
                        () -> "Web1",
                        () -> "ada",
                        environment,
                        watch,
                        this::facts,
                        new LocalCommands(),
                        (_, _, _) -> application,
                        "1.2.3");
        String[] all =
                Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
                        .toArray(String[]::new);
        return new LabAgent(machine, stop, () -> 0).execute(all);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString();
    }

    List<Catalog> applied() {
        return applied;
    }

    Stop stop() {
        return stop;
    }

    private MachineFacts facts() {
        var values = new TreeMap<String, Object>(Map.of("kernel", "Linux"));
        values.put("os", Map.of("name", "Debian"));
        return new MachineFacts(values, List.of());
    }

    private List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress) {
        applied.add(catalog.catalog());
        var id = ResourceId.parse("symlink[/etc/link]");
        String reason = outcome == ResourceOutcome.FAILED ? "no room" : null;
        var report = new ResourceReport(id, outcome, 1, List.of(), reason);
        progress.done(report);
        return List.of(report);
    }
}
