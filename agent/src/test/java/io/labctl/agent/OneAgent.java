package io.labctl.agent;

import static java.util.Objects.requireNonNull;

import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.run.Application;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * lab-agent on one machine with its labd: one labd for a test class, a new machine for each test.
 */
final class OneAgent
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final String AGENT = "lab://agent/metal/prod/web1";
    static final String CATALOG = "/agent/v1/catalog";
    static final String REPORTS = "/agent/v1/reports";
    static final String WORK = "/agent/v1/work";
    static final byte[] GOOD = TestCatalogs.bytes(AGENT, "a");

    private @Nullable Control control;
    private @Nullable Machine machine;

    private record Control(TestAuthority authority, FakeLabd labd) {}

    private record Machine(FakeSurroundings surroundings, Path folder, Path config) {}

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        var authority = new TestAuthority();
        control = new Control(authority, new FakeLabd(authority));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        labd().reset().answers(REPORTS, Answer.of(204)).hangs(WORK);
        Path folder = Files.createTempDirectory("lab-agent");
        Files.createDirectory(folder.resolve("facts.d"));
        Path config = folder.resolve("agent.yaml");
        Files.writeString(config, "state: state\nfacts-folder: facts.d\nsplay: 0s\n");
        machine = new Machine(new FakeSurroundings(), folder, config);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try (var files = Files.walk(folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        labd().close();
    }

    TestAuthority authority() {
        return requireNonNull(control).authority();
    }

    FakeLabd labd() {
        return requireNonNull(control).labd();
    }

    Path folder() {
        return requireNonNull(machine).folder();
    }

    private FakeSurroundings surroundings() {
        return requireNonNull(machine).surroundings();
    }

    OneAgent ends(ResourceOutcome with) {
        surroundings().ends(with);
        return this;
    }

    void wakesUpAfter(Duration span) {
        surroundings().wakesUpAfter(span);
    }

    /** Its wall clock does, not the one that only runs forward. */
    void standsStillAt(Instant moment) {
        surroundings().standsStillAt(moment);
    }

    void applies(Application by) {
        surroundings().applies(by);
    }

    /** Runs {@code lab-agent} with these arguments and gives its exit code. */
    int labAgent(String... arguments) {
        return surroundings().labAgent(requireNonNull(machine).config(), arguments);
    }

    /** The same with another standard output. */
    int labAgent(StandardOutput out, String... arguments) {
        return surroundings().labAgent(out, requireNonNull(machine).config(), arguments);
    }

    String out() {
        return surroundings().out();
    }

    String err() {
        return surroundings().err();
    }

    List<Catalog> applied() {
        return surroundings().applied();
    }

    Stop stop() {
        return surroundings().stop();
    }

    void enrolled() throws Exception {
        identities().install(authority().identity(AGENT, labd().uri()));
    }

    void ranOnceWith(byte[] catalog) throws Exception {
        enrolled();
        labd().answers(CATALOG, Answer.catalog(catalog));
        labAgent("run", "--once");
        labd().forgets(CATALOG);
    }

    void away() {
        labd().forgets(CATALOG).answers(CATALOG, Answer.of(500));
        labd().forgets(REPORTS).answers(REPORTS, Answer.of(500));
    }

    void back(byte[] catalog) {
        labd().forgets(CATALOG).answers(CATALOG, Answer.catalog(catalog));
        labd().forgets(REPORTS).answers(REPORTS, Answer.of(204));
    }

    /** All that labd got, each once. */
    List<Report> reports() {
        return labd().requests(REPORTS).stream()
                .map(each -> WireJson.mapper().readValue(each.body(), Report.class))
                .collect(
                        Collectors.toMap(Report::id, each -> each, (a, _) -> a, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    Report report() {
        return reports().getLast();
    }

    IdentityStore identities() {
        return new IdentityStore(folder().resolve("state/identity"));
    }

    String token() throws Exception {
        return "lab1.abcdefghi9.%s.%s".formatted("A".repeat(43), authority().pin());
    }
}
