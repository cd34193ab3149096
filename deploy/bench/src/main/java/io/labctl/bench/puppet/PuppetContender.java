package io.labctl.bench.puppet;

import io.labctl.bench.Load;
import io.labctl.bench.MeasuredServer;
import io.labctl.bench.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's puppetserver and puppet-agent, as the field tunes them: compiled environments are kept,
 * two JRubies on two cores. Each scenario is an environment.
 */
final class PuppetContender implements Contender {
    private static final String HOST = "bench.lab";
    private static final Path CONFIG = Path.of("/etc/puppet");
    private static final Path ENVIRONMENTS = CONFIG.resolve("code/environments");
    private static final Path SSL = Path.of("/var/lib/puppet/ssl");
    private static final Path RUNS = Path.of("/var/cache/puppet/public/last_run_summary.yaml");
    private static final String LAST_REPORT = "/var/cache/puppet/state/last_run_report.yaml";
    private static final String AS_JSON =
            """
            require 'puppet'
            Puppet.initialize_settings
            print Puppet::Transaction::Report.convert_from(:yaml, File.read(ARGV[0])).render(:json)
            """;

    private final Path work;
    private final PuppetServer server;

    private PuppetContender(Path work, PuppetServer server) {
        this.work = work;
        this.server = server;
    }

    static PuppetContender start(Path work) throws IOException, InterruptedException {
        Files.writeString(
                CONFIG.resolve("puppet.conf"),
                """
                [main]
                certname = %1$s
                server = %1$s
                [server]
                autosign = true
                environment_timeout = unlimited
                reports = store
                """
                        .formatted(HOST));
        set("puppetserver.conf", "#max-active-instances: 1", "max-active-instances: 2");
        // It signs whoever asks, and the node has the machine's own network.
        set("webserver.conf", "ssl-host: 0.0.0.0", "ssl-host: 127.0.0.1");
        Files.createDirectories(ENVIRONMENTS.resolve("production")); // it does not start without
        for (Scenario scenario : Scenario.ALL) {
            environment(scenario);
        }
        return new PuppetContender(work, PuppetServer.start(work));
    }

    /** In one of puppetserver's own files, as Debian's package has it. */
    private static void set(String name, String packaged, String wanted) throws IOException {
        Path file = CONFIG.resolve("puppetserver/conf.d").resolve(name);
        String text = Files.readString(file);
        if (!text.contains(packaged)) {
            throw new IOException("%s has no '%s'".formatted(file, packaged));
        }
        Files.writeString(file, text.replace(packaged, wanted));
    }

    private static void environment(Scenario scenario) throws IOException {
        Path environment = ENVIRONMENTS.resolve(scenario.name());
        Path manifests = Files.createDirectories(environment.resolve("manifests"));
        Files.writeString(
                manifests.resolve("site.pp"),
                "file { '%s': ensure => directory, mode => '0755' }\n".formatted(Scenario.FOLDER)
                        + files(
                                scenario.inline(),
                                "content => \"file ${i}%s\""
                                        .formatted(Scenario.REST.replace("\n", "\\n")))
                        + files(scenario.sourced(), "source => \"puppet:///modules/bench/f${i}\""));
        Scenario.writeSources(environment.resolve("modules/bench/files"));
    }

    private static String files(int count, String content) {
        return count == 0
                ? ""
                : """
                Integer[1, %d].each |$i| {
                  file { "%s/f${i}": ensure => file, owner => 'root', group => 'root', mode => '0644', %s }
                }
                """
                        .formatted(count, Scenario.FOLDER, content);
    }

    @Override
    public List<String> run(Scenario scenario) {
        var command = agent(scenario);
        command.addAll(List.of("--onetime", "--detailed-exitcodes"));
        return command;
    }

    private static List<String> agent(Scenario scenario) {
        return new ArrayList<>(
                List.of("puppet", "agent", "--no-daemonize", "--environment", scenario.name()));
    }

    @Override
    public List<String> facts() {
        return List.of("facter");
    }

    @Override
    public Daemon daemon(Scenario scenario, Duration interval) throws IOException {
        var command = agent(scenario);
        command.addAll(List.of("--runinterval", interval.toSeconds() + "s"));
        return new Daemon(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("puppet-agent.log").toFile()),
                RUNS);
    }

    @Override
    public MeasuredServer server() {
        return server;
    }

    /** Needs a run of {@link Scenario#SMALL} that made its files: its report is sent. */
    @Override
    public Load.Work reports() throws IOException {
        byte[] report =
                new ProcessBuilder("ruby", "-e", AS_JSON, LAST_REPORT)
                        .redirectError(work.resolve("ruby.log").toFile())
                        .start()
                        .getInputStream()
                        .readAllBytes();
        var tls =
                Tls.known(
                        Tls.key(
                                Files.readString(
                                        SSL.resolve("private_keys/%s.pem".formatted(HOST)))),
                        Files.readString(SSL.resolve("certs/%s.pem".formatted(HOST))),
                        Files.readString(SSL.resolve("certs/ca.pem")));
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "https://%s:%d/puppet/v3/report/%s?environment=%s"
                                                .formatted(
                                                        HOST,
                                                        PuppetServer.PORT,
                                                        HOST,
                                                        Scenario.SMALL.name())))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(report))
                        .build();
        return () -> send(client, request);
    }

    private static void send(HttpClient client, HttpRequest request) throws IOException {
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "a report was refused with %d: %s"
                                .formatted(answer.statusCode(), answer.body()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a report was sent", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
