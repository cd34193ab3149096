package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Purpose;
import io.labctl.agent.cache.CheckedCatalogs;
import io.labctl.agent.console.Paint;
import io.labctl.agent.console.RunConsole;
import io.labctl.agent.content.StoredContent;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakePauses;
import io.labctl.agent.labd.TestConnection;
import io.labctl.catalog.Catalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidyApplicationTest {
    @TempDir private Path folder;
    private Path earlier;
    private ToldProgress progress;

    @BeforeEach
    void aFileOfAnEarlierCatalog() throws Exception {
        earlier = Files.writeString(folder.resolve("0".repeat(64)), "x");
        var listener = new RunConsole(new PrintWriter(new StringWriter()), Paint.NONE);
        progress =
                new ToldProgress(
                        new ConcurrentLinkedQueue<>(), listener, new RunNotes(listener), false, 1);
    }

    @Test
    void a_run_removes_what_earlier_catalogs_had_fetched() throws Exception {
        apply();

        assertThat(earlier).doesNotExist();
    }

    @Test
    void after_the_run_is_over_it_may_be_what_another_one_wants() throws Exception {
        progress.runIsOver();

        apply();

        assertThat(earlier).exists();
    }

    @Test
    void what_a_catalog_does_not_want_that_is_applied_beside_it_stays() throws Exception {
        apply(new Manner(false, null, Duration.ofHours(1), new Purpose.Once(List.of())));

        assertThat(earlier).exists();
    }

    private void apply() throws Exception {
        apply(new Manner(false, null, Duration.ofHours(1)));
    }

    private void apply(Manner manner) throws Exception {
        String agent = "lab://agent/metal/prod/web1";
        var identity = new TestAuthority().identity(agent, URI.create("https://localhost:1"));
        var catalog = new Catalog(Catalog.FORMAT, agent, List.of(), List.of());
        try (var labd = TestConnection.of(identity, new FakePauses())) {
            new TidyApplication((_, _, _) -> List.of(), new StoredContent(folder, labd))
                    .apply(CheckedCatalogs.of(catalog), manner, progress);
        }
    }
}
