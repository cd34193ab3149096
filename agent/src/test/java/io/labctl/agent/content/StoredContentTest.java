package io.labctl.agent.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.labd.FakePauses;
import io.labctl.agent.labd.LabdClient;
import io.labctl.agent.labd.TestConnection;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.Phase;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredContentTest {
    private static final byte[] BYTES = "server { listen 80; }".getBytes(StandardCharsets.UTF_8);
    private static final Content.Stored CONTENT =
            new Content.Stored(Sha256.of(BYTES), BYTES.length);
    private static final String PATH = "/agent/v1/files/" + CONTENT.sha256();

    @TempDir Path folder;
    private FakeLabd labd;
    private LabdClient client;
    private StoredContent stored;

    @BeforeEach
    void start() throws Exception {
        var authority = new TestAuthority();
        labd = new FakeLabd(authority);
        client =
                TestConnection.of(
                        authority.identity("lab://agent/metal/prod/web1", labd.uri()),
                        new FakePauses());
        stored = new StoredContent(folder, client);
    }

    @AfterEach
    void stop() {
        client.close();
        labd.close();
    }

    @Test
    void a_file_is_fetched_once() throws Exception {
        labd.answers(PATH, bytes(BYTES));

        Path first = stored.fetch(CONTENT);
        Path second = stored.fetch(CONTENT);

        assertThat(first).hasBinaryContent(BYTES).isEqualTo(second);
        assertThat(labd.requests()).hasSize(1);
    }

    @Test
    void a_file_that_broke_off_is_continued_where_it_ended() throws Exception {
        byte[] head = Arrays.copyOf(BYTES, 5);
        labd.answers(PATH, bytes(head).thatBreaksOff());
        labd.answers(PATH, request -> rest(request.headers().getFirst("Range")));

        Path file = stored.fetch(CONTENT);

        assertThat(file).hasBinaryContent(BYTES);
        assertThat(labd.requests().get(1).headers().getFirst("Range")).isEqualTo("bytes=5-");
    }

    @Test
    void other_bytes_than_the_hash_says_are_refused_and_not_kept() {
        labd.answers(PATH, bytes("server { listen 81; }".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> stored.fetch(CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other bytes than its hash says");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void more_bytes_than_announced_never_reach_the_disk() throws Exception {
        labd.answers(PATH, bytes(new byte[1_000_000]));

        assertThatThrownBy(() -> stored.fetch(CONTENT)).isInstanceOf(IOException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).allMatch(file -> file.toFile().length() <= BYTES.length);
        }
    }

    @Test
    void a_damaged_file_in_the_cache_is_fetched_again() throws Exception {
        labd.answers(PATH, bytes(BYTES));
        Files.writeString(folder.resolve(CONTENT.sha256()), "server { listen 99; }");

        assertThat(stored.fetch(CONTENT)).hasBinaryContent(BYTES);
    }

    @Test
    void a_missing_file_is_told_in_one_sentence() {
        labd.answers(PATH, Answer.problem(404, "not-found", "no such file"));

        assertThatThrownBy(() -> stored.fetch(CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessage("labd answered with status 404 for file " + CONTENT.sha256());
    }

    @Test
    void what_the_catalog_does_not_want_is_removed() throws Exception {
        Files.writeString(folder.resolve("a"), "");
        Files.writeString(folder.resolve("a.part"), "");
        Files.write(folder.resolve(CONTENT.sha256()), BYTES);

        stored.keepOnly(wanting(CONTENT));

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(CONTENT.sha256()));
        }
    }

    @Test
    void the_next_run_goes_on_where_this_one_was_broken_off() throws Exception {
        Files.write(folder.resolve(CONTENT.sha256() + ".part"), Arrays.copyOf(BYTES, 5));
        labd.answers(PATH, request -> rest(request.headers().getFirst("Range")));

        stored.keepOnly(wanting(CONTENT));

        assertThat(stored.fetch(CONTENT)).hasBinaryContent(BYTES);
        assertThat(labd.requests().getFirst().headers().getFirst("Range")).isEqualTo("bytes=5-");
    }

    private static Catalog wanting(Content.Stored content) {
        var file =
                new FileResource(
                        "/etc/web",
                        Presence.PRESENT,
                        content,
                        null,
                        null,
                        null,
                        List.of(),
                        false,
                        true);
        var entry = new CatalogEntry(file, "web", Phase.CONFIGURE, List.of(), List.of(), List.of());

        return new Catalog(
                Catalog.FORMAT, "lab://agent/metal/prod/web1", List.of(), List.of(entry));
    }

    private static Answer bytes(byte[] bytes) {
        return new Answer(200, Map.of(), bytes, false);
    }

    private static Answer rest(String range) {
        int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        return new Answer(206, Map.of(), Arrays.copyOfRange(BYTES, from, BYTES.length), false);
    }
}
