package io.labctl.bench.puppet;

import io.labctl.bench.Connection;
import io.labctl.bench.LabdProcess;
import io.labctl.bench.Load;
import io.labctl.bench.MeasuredServer;
import io.labctl.bench.Newcomer;
import io.labctl.bench.Tokens;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.WireJson;
import io.labctl.facts.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A packaged labd and a packaged agent, which is a machine of its own in each scenario. */
final class LabctlContender implements Contender {
    private final Path work;
    private final Path agent;
    private final LabdProcess labd;
    private final String token;
    private final AtomicInteger callers = new AtomicInteger();
    private final JsonMapper json = WireJson.mapper();

    private LabctlContender(Path work, Path agent, LabdProcess labd) throws IOException {
        this.work = work;
        this.agent = agent;
        this.labd = labd;
        this.token = Tokens.reusable(labd);
    }

    /**
     * Starts labd and lets a machine join for each scenario.
     *
     * @param module the folder of the module that declares the files
     */
    static LabctlContender start(Path programs, Path agent, Path module, Path work, int port)
            throws IOException, InterruptedException {
        var unlimited = Map.of("LABD_LIMITS_DAILY_REPORTS", "1000000");
        LabdProcess labd = LabdProcess.start(programs, work, site(module, work), port, unlimited);
        labd.awaitReady(Duration.ofMinutes(2));
        var contender = new LabctlContender(work, agent, labd);
        for (Scenario scenario : Scenario.ALL) {
            contender.enrol(scenario);
        }
        return contender;
    }

    private static Path site(Path module, Path work) throws IOException {
        Path site = work.resolve("site");
        Path copy = site.resolve("modules").resolve(module.getFileName());
        try (Stream<Path> parts = Files.walk(module)) {
            for (Path part : parts.toList()) {
                Path place = copy.resolve(module.relativize(part));
                Files.createDirectories(place.getParent());
                Files.copy(part, place);
            }
        }
        Scenario.writeSources(copy.resolve("files"));
        Path servers = Files.createDirectories(site.resolve("data/servers"));
        for (Scenario scenario : Scenario.ALL) {
            Files.writeString(
                    servers.resolve(scenario.name() + ".yaml"),
                    "bench: {folder: %s, rest: \"%s\", inline: %d, sourced: %d}\n"
                            .formatted(
                                    Scenario.FOLDER,
                                    Scenario.REST.replace("\n", "\\n"),
                                    scenario.inline(),
                                    scenario.sourced()));
        }
        return site;
    }

    private void enrol(Scenario scenario) throws IOException, InterruptedException {
        configure(scenario, Duration.ofMinutes(30));
        Cost.of(
                command(
                        scenario,
                        "enroll",
                        "--server",
                        "https://127.0.0.1:" + labd.port(),
                        "--token",
                        token,
                        "--name",
                        scenario.name()),
                0,
                work);
    }

    private void configure(Scenario scenario, Duration interval) throws IOException {
        Files.writeString(
                config(scenario),
                "state: %s\ninterval: %ds\nsplay: 0s\n"
                        .formatted(state(scenario), interval.toSeconds()));
    }

    private Path config(Scenario scenario) {
        return work.resolve(scenario.name() + ".yaml");
    }

    private Path state(Scenario scenario) {
        return work.resolve("state-" + scenario.name());
    }

    private List<String> command(Scenario scenario, String verb, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(agent.toString(), verb, "--config", config(scenario).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public List<String> run(Scenario scenario) {
        return command(scenario, "run", "--once", "--detailed-exitcodes");
    }

    @Override
    public List<String> facts() {
        return command(Scenario.SMALL, "facts");
    }

    @Override
    public Daemon daemon(Scenario scenario, Duration interval) throws IOException {
        configure(scenario, interval);
        var program =
                new ProcessBuilder(command(scenario, "run"))
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("lab-agent.log").toFile());
        return new Daemon(program, state(scenario).resolve("runs/last-run.json"));
    }

    @Override
    public MeasuredServer server() {
        return labd;
    }

    @Override
    public Load.Work reports() throws IOException {
        var name = new ServerName("caller-" + callers.incrementAndGet());
        var connection = Connection.open(labd.port(), Newcomer.join(labd, token, name.value()));
        var facts = new Facts(new Machine(Path.of("/"), Clock.systemUTC()).gather().values());
        List<ResourceReport> resources = events();
        return () -> {
            var report =
                    new Report(
                            UUID.randomUUID(),
                            name,
                            RunOutcome.CHANGED,
                            null,
                            Instant.now(),
                            4000,
                            false,
                            "bench",
                            resources,
                            List.of(),
                            facts);
            var answer = connection.post("/agent/v1/reports", json.writeValueAsBytes(report));
            if (answer.status() != 204) {
                throw new IOException("a report was refused: " + answer.body());
            }
        };
    }

    private static List<ResourceReport> events() {
        var resources = new ArrayList<ResourceReport>();
        for (int i = 1; i <= Scenario.SMALL.inline(); i++) {
            String path = Scenario.FOLDER.resolve("f" + i).toString();
            resources.add(
                    new ResourceReport(
                            new ResourceId("file", path),
                            ResourceOutcome.CHANGED,
                            3,
                            List.of(Change.of("ensure", "absent", "present")),
                            null));
        }
        return resources;
    }

    @Override
    public void close() {
        labd.close();
    }
}
