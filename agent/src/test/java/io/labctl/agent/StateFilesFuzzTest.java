package io.labctl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

@SuppressWarnings("NullAway.Init") // start() runs before each property
class StateFilesFuzzTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";

    private final FakeSurroundings machine = new FakeSurroundings();
    private Path folder;
    private Path config;
    private FakeLabd labd;

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Written(String file, byte[] bytes) {}

    @BeforeProperty
    void start() throws Exception {
        folder = Files.createTempDirectory("lab-agent-fuzz");
        Files.createDirectory(folder.resolve("facts.d"));
        config =
                Files.writeString(
                        folder.resolve("agent.yaml"),
                        "state: state\nfacts-folder: facts.d\nsplay: 0s\n");
        var authority = new TestAuthority();
        labd = new FakeLabd(authority);
        labd.answers("/agent/v1/catalog", Answer.catalog(TestCatalogs.bytes(AGENT, "a")));
        labd.answers("/agent/v1/reports", Answer.of(204));
        new IdentityStore(folder.resolve("state/identity"))
                .install(authority.identity(AGENT, labd.uri()));
    }

    @AfterProperty
    void stop() throws IOException {
        labd.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 15)
    void whatever_stands_in_its_files_the_agent_tells_its_status_and_runs(
            @ForAll("written") List<Written> all) throws IOException {
        for (Written each : all) {
            Path file = folder.resolve("state").resolve(each.file());
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, each.bytes());
        }

        assertThat(machine.labAgent(config, "status")).as(machine.err()).isZero();
        assertThat(machine.labAgent(config, "status", "-o", "json")).as(machine.err()).isZero();
        assertThat(machine.labAgent(config, "run", "--once")).as(machine.err()).isZero();
    }

    @Provide
    Arbitrary<List<Written>> written() {
        var file =
                Arbitraries.of(
                        "runs/begun.json",
                        "runs/last-run.json",
                        "runs/next-run.json",
                        "runs/contact.json",
                        "run.lock",
                        "applied.json",
                        "catalog/current",
                        "spool/000000000001-00000000-0000-0000-0000-000000000001.json.gz");
        var value =
                Arbitraries.of(
                        "null",
                        "-1",
                        "[]",
                        "{}",
                        "\"\"",
                        "99999999999999999999",
                        "\"2026-05-04T10:00:00Z\"",
                        "\"00000000-0000-0000-0000-000000000001\"",
                        "\"failed\"");
        var json =
                Arbitraries.maps(
                                Arbitraries.of(
                                        "id",
                                        "at",
                                        "startedAt",
                                        "noop",
                                        "outcome",
                                        "pid",
                                        "since",
                                        "command",
                                        "failedAt",
                                        "error",
                                        "applied",
                                        "pending",
                                        "reloads",
                                        "durationMs",
                                        "changed",
                                        "failed"),
                                value)
                        .ofMaxSize(8)
                        .map(StateFilesFuzzTest::object);
        var bytes =
                Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(60),
                        json,
                        value.map(text -> text.getBytes(StandardCharsets.UTF_8)));
        return Combinators.combine(file, bytes).as(Written::new).list().ofMinSize(1).ofMaxSize(10);
    }

    private static byte[] object(Map<String, String> parts) {
        return parts.entrySet().stream()
                .map(part -> "\"%s\":%s".formatted(part.getKey(), part.getValue()))
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
