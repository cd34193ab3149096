package io.labctl.bench.edge;

import io.labctl.bench.BenchSite;
import io.labctl.bench.Connection;
import io.labctl.bench.LabdProcess;
import io.labctl.bench.Load;
import io.labctl.bench.MachineLine;
import io.labctl.bench.Newcomer;
import io.labctl.bench.Tokens;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import io.labctl.facts.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Enrolments and catalogs, over mTLS, against a packaged labd on its embedded database. */
public final class EdgeBench {
    /** As many as the field's own recipe for compilers has; see the README beside. */
    private static final int CALLERS = 10;

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final String CHANGING_LOAD = "\"@load@\"";

    private final LabdProcess labd;
    private final JsonMapper json = WireJson.mapper();
    private final AtomicLong number = new AtomicLong();

    private EdgeBench(LabdProcess labd) {
        this.labd = labd;
    }

    /** Arguments: the folder with the packaged programs, a folder to work in, a free port. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path work = Path.of(args[1]);
        Path site = BenchSite.write(work.resolve("site"));
        System.out.println(MachineLine.of(Path.of("/proc")));
        try (var labd =
                LabdProcess.start(Path.of(args[0]), work, site, Integer.parseInt(args[2]))) {
            labd.awaitReady(Duration.ofMinutes(2));
            new EdgeBench(labd).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        String token = Tokens.reusable(labd);
        print(
                "enrolment",
                Load.measure(
                        labd,
                        CALLERS,
                        WARM_UP,
                        LENGTH,
                        _ -> () -> Newcomer.join(labd, token, nextName())));
        print(
                "catalog of %d resources, unchanged".formatted(BenchSite.RESOURCES),
                unchanged(token));
        print(
                "catalog of %d resources, compiled and stored".formatted(BenchSite.RESOURCES),
                compiled(token));
    }

    private Load.Figures unchanged(String token) throws IOException, InterruptedException {
        return Load.measure(
                labd,
                CALLERS,
                WARM_UP,
                LENGTH,
                _ -> {
                    Connection connection =
                            Connection.open(labd.port(), Newcomer.join(labd, token, nextName()));
                    byte[] first = request("1.0", null);
                    String catalog = expect(200, connection, first).body();
                    byte[] request = request("1.0", Sha256.of(catalog));
                    return () -> expect(304, connection, request);
                });
    }

    private Load.Figures compiled(String token) throws IOException, InterruptedException {
        return Load.measure(
                labd,
                CALLERS,
                WARM_UP,
                LENGTH,
                _ -> {
                    SSLContext agent = Newcomer.join(labd, token, nextName());
                    Connection connection = Connection.open(labd.port(), agent);
                    String template =
                            new String(request(CHANGING_LOAD, null), StandardCharsets.UTF_8);
                    return () -> {
                        String changed =
                                template.replace(
                                        "@load@", String.valueOf(number.incrementAndGet()));
                        expect(200, connection, changed.getBytes(StandardCharsets.UTF_8));
                    };
                });
    }

    private static Connection.Answer expect(int status, Connection connection, byte[] request)
            throws IOException {
        var answer = connection.post("/agent/v1/catalog", request);
        if (answer.status() != status) {
            throw new IOException(
                    "expected %d, got %d: %s".formatted(status, answer.status(), answer.body()));
        }
        return answer;
    }

    /** This machine's real facts, with one load average of our own. */
    private byte[] request(String load, @Nullable String have) {
        var facts =
                new TreeMap<String, Object>(
                        new Machine(Path.of("/"), Clock.systemUTC()).gather().values());
        var loads = new TreeMap<String, Object>();
        loads.put("1m", load.replace("\"", ""));
        facts.put("load_averages", loads);
        return json.writeValueAsBytes(new CatalogRequest(new Facts(facts), have, "bench", null));
    }

    private String nextName() {
        return "bench-%d".formatted(number.incrementAndGet());
    }

    private static void print(String what, Load.Figures figures) {
        System.out.printf(
                "%s: %.0f per second; labd %.3f ms CPU each, its database %.3f ms (%d in %.1f s, %d"
                        + " callers)%n",
                what,
                figures.perSecond(),
                figures.serverMillis(),
                figures.databaseMillis(),
                figures.count(),
                figures.wall().toMillis() / 1000.0,
                CALLERS);
    }
}
