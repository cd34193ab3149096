package io.labctl.master.config;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.secret.Secret;
import io.labctl.master.ca.CaConfig;
import io.labctl.master.ca.EncryptionKey;
import io.labctl.master.ca.HostName;
import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.database.DatabaseUrl;
import io.labctl.master.http.BodyLimits;
import io.labctl.master.http.HttpConfig;
import io.labctl.master.http.Patience;
import io.labctl.master.recording.RecordingConfig;
import io.labctl.master.report.ReportConfig;
import io.labctl.master.retention.RetentionConfig;
import io.labctl.master.session.SessionConfig;
import io.labctl.master.site.SiteConfig;
import io.labctl.master.worker.WorkerLimits;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that labd can be told, read once and checked whole; each part of labd gets its branch.
 *
 * @param data the folder that labd owns
 * @param names by which it is reached, besides this machine's own
 * @param replicaUrl where labds that share the database reach this one; null for where it listens
 */
public record LabdConfig(
        Path data,
        List<String> names,
        @Nullable URI replicaUrl,
        SiteConfig site,
        HttpConfig http,
        DatabaseConfig database,
        CaConfig ca,
        WorkerLimits workers,
        ReportConfig reports,
        SessionConfig sessions,
        RetentionConfig retention) {
    /** Holds the key that encrypts the authority's keys, in base64. */
    public static final String CA_KEY = "LABD_CA_KEY";

    /** Holds the database's password. */
    public static final String DATABASE_PASSWORD = "LABD_DATABASE_PASSWORD";

    /** The sources of a module are the same for all servers, so this is nobody's own time. */
    private static final Duration BUILD = Duration.ofMinutes(1);

    private static final String LOCALHOST_NAME = "localhost";

    private static final List<InetAddress> LOCALHOST =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    private static final Parameters<LabdSettings> SETTINGS = Parameters.of(LabdSettings.class);

    public LabdConfig {
        names = List.copyOf(names);
    }

    /**
     * Reads all sources; a later one overrides those before it.
     *
     * @param file labd.yaml, if there is one
     * @param environment of the process
     * @param flags by their keys
     * @throws InvalidInput with every fault of every source, one a line
     */
    public static LabdConfig read(
            Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        var faults = new ArrayList<Fault>();
        var layers = new Layers(faults);
        List<Value.Fields> values = new ArrayList<>();
        file.map(layers::file).ifPresent(values::add);
        values.add(layers.environment(environment, List.of(CA_KEY, DATABASE_PASSWORD)));
        values.add(layers.flags(flags));
        if (values.stream().noneMatch(LabdConfig::givesData)) {
            faults.add(
                    new Fault(
                            null,
                            null,
                            0,
                            "no data folder: give one with --data DIR, LABD_DATA or 'data:' in labd.yaml"));
        }
        SiteSetting.fault(values).ifPresent(faults::add);
        Optional<EncryptionKey> caKey = caKey(environment, faults);
        switch (SETTINGS.bindSettings(values, Place.in("settings"))) {
            case Binding.Refused<LabdSettings>(List<Fault> refused) -> faults.addAll(refused);
            case Binding.Ready<LabdSettings>(LabdSettings settings) when faults.isEmpty() -> {
                return of(settings, caKey, environment);
            }
            case Binding.Ready<LabdSettings> _ -> {}
        }
        throw new InvalidInput(
                String.join(
                        "\n", faults.stream().sorted(Layers.ORDER).map(Fault::sentence).toList()));
    }

    /** What labd's own certificate carries, besides this machine's own names and addresses. */
    public List<String> hosts() {
        return Stream.concat(reached(), Stream.ofNullable(replicaUrl).map(ReplicaUrl::host))
                .distinct()
                .toList();
    }

    private Stream<String> reached() {
        return Stream.concat(names.stream(), onlyAddress().stream());
    }

    /** Where people are told to reach it. */
    public String url(int port) {
        return url(reached().findFirst().orElse(LOCALHOST_NAME), port);
    }

    /**
     * Where labds that share the database reach this one: a name that is given for people may be
     * that of all of them.
     *
     * @param machine its name
     */
    public URI replicaUrl(int port, Optional<String> machine) {
        return replicaUrl != null
                ? replicaUrl
                : URI.create(url(listened().or(() -> machine).orElse(LOCALHOST_NAME), port));
    }

    private static String url(String host, int port) {
        return "https://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }

    /**
     * The address that it listens on, where it is not reached as localhost. A link-local one of
     * IPv6 cannot stand in a URL, for it needs the name of an interface of whoever calls (RFC
     * 6874).
     */
    private Optional<String> onlyAddress() {
        return listened().filter(_ -> !LOCALHOST.contains(http.listen().getAddress()));
    }

    private Optional<String> listened() {
        return Optional.ofNullable(http.listen().getAddress())
                .filter(one -> !one.isAnyLocalAddress())
                .filter(one -> !(one instanceof Inet6Address && one.isLinkLocalAddress()))
                .map(InetAddress::getHostAddress);
    }

    private static boolean givesData(Value.Fields layer) {
        Value.Field data = layer.fields().get("data");
        return data != null && !(data.value() instanceof Value.Nothing);
    }

    private static Optional<EncryptionKey> caKey(
            Map<String, String> environment, List<Fault> faults) {
        try {
            return Optional.ofNullable(secret(environment, CA_KEY)).map(EncryptionKey::of);
        } catch (InvalidInput e) {
            faults.add(new Fault(null, "environment variable " + CA_KEY, 0, e.sentence()));
            return Optional.empty();
        }
    }

    private static LabdConfig of(
            LabdSettings s, Optional<EncryptionKey> caKey, Map<String, String> environment) {
        Path data = s.data().map(GivenPath::path).orElseThrow().toAbsolutePath();
        return new LabdConfig(
                data,
                s.names().stream().map(HostName::value).toList(),
                s.replicaUrl().map(ReplicaUrl::uri).orElse(null),
                new SiteConfig(
                        s.site().map(GivenPath::path).orElse(data.resolve("site")),
                        s.site().isPresent()),
                http(s),
                database(s.database(), data, environment),
                new CaConfig(
                        s.ca().keyFile().map(GivenPath::path).orElse(data.resolve("ca.key")),
                        caKey.orElse(null),
                        s.ca().agentLifetime().value().length(),
                        s.ca().userLifetime().value().length(),
                        s.ca().serverLifetime().value().length()),
                new WorkerLimits(
                        s.limits().workers().value(),
                        s.limits().workerHeap().value(),
                        BUILD,
                        s.limits().compileTime().value().length()),
                new ReportConfig(
                        s.limits().dailyReports().value(), s.limits().dailyReportBytes().value()),
                sessions(s),
                new RetentionConfig(
                        s.reportsKept().value().length(), s.credentialsKept().value().length()));
    }

    private static SessionConfig sessions(LabdSettings s) {
        return new SessionConfig(
                s.sessions().perUser().value(),
                s.sessions().perAgent().value(),
                new RecordingConfig(
                        s.sessions().recorded(),
                        s.sessions().recordingBytes().value(),
                        s.recordingsKept().value().length()));
    }

    private static HttpConfig http(LabdSettings s) {
        LimitSettings limits = s.limits();
        return new HttpConfig(
                s.listen().socket(),
                limits.connections().value(),
                limits.requests().value(),
                new BodyLimits(
                        limits.body().value(),
                        limits.decompressedBody().value(),
                        limits.bodies().value(),
                        limits.bodyTime().value().length()),
                new Patience(
                        limits.slowest().value().length(), limits.answerTime().value().length()));
    }

    private static DatabaseConfig database(
            LabdSettings.DatabaseSettings s, Path data, Map<String, String> environment) {
        Secret password =
                s.passwordFile().isPresent()
                        ? passwordIn(s.passwordFile().get().path())
                        : secret(environment, DATABASE_PASSWORD);
        return new DatabaseConfig(
                s.url().map(DatabaseUrl::value).orElse(null),
                s.user().orElse(null),
                password,
                data.resolve("postgres"),
                s.connections().value());
    }

    private static Secret passwordIn(Path file) {
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new InvalidInput(
                    "database.password-file '%s' cannot be read: %s"
                            .formatted(file, FileTrouble.reason(e)),
                    e);
        }
    }

    private static @Nullable Secret secret(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null ? null : new Secret(value);
    }
}
