package io.labctl.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityStoreTest {
    private static final URI LABD = URI.create("https://labd.lab:7443");

    @TempDir Path temp;
    private Path folder;
    private IdentityStore store;
    private TestAuthority authority;

    @BeforeEach
    void start() throws Exception {
        folder = temp.resolve("identity");
        store = new IdentityStore(folder);
        authority = new TestAuthority();
    }

    @Test
    void a_machine_that_never_enrolled_has_none() {
        assertThat(store.load()).isEmpty();
    }

    @Test
    void what_is_installed_is_loaded_again() throws Exception {
        Identity identity = authority.identity("lab://agent/metal/prod/web1", LABD);

        store.install(identity);

        Identity loaded = store.load().orElseThrow();
        assertThat(loaded.agent()).isEqualTo(identity.agent());
        assertThat(loaded.server()).isEqualTo(LABD);
        assertThat(loaded.chain()).isEqualTo(identity.chain());
        assertThat(loaded.tls()).isNotNull();
    }

    @Test
    void only_the_owner_can_read_it() throws Exception {
        store.install(authority.identity("lab://agent/metal/prod/web1", LABD));

        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("current"))).isEqualTo("rwx------");
        for (String file : List.of("key.pem", "chain.pem", "roots.pem", "server", "sha256")) {
            assertThat(mode(folder.resolve("current").resolve(file))).isEqualTo("rw-------");
        }
    }

    @Test
    void a_new_one_takes_the_place_of_the_old_and_of_what_a_killed_enrolment_left()
            throws Exception {
        store.install(authority.identity("lab://agent/metal/prod/web1", LABD));
        Path left = Files.createDirectory(folder.resolve("0123456789abcdef"));
        Files.writeString(left.resolve("key.pem"), "half");

        store.install(authority.identity("lab://agent/metal/prod/web2", LABD));

        assertThat(store.load().orElseThrow().agent().server().value()).isEqualTo("web2");
        try (var entries = Files.list(folder)) {
            assertThat(entries).hasSize(2);
        }
    }

    @Test
    void what_a_killed_enrolment_left_is_not_an_identity() throws Exception {
        Path left = Files.createDirectories(folder.resolve("0123456789abcdef"));
        Files.writeString(left.resolve("key.pem"), "half");

        assertThat(store.load()).isEmpty();
    }

    @Test
    void a_damaged_one_is_named_with_its_cure() throws Exception {
        store.install(authority.identity("lab://agent/metal/prod/web1", LABD));
        Files.writeString(folder.resolve("current/key.pem"), "no key");

        assertThatThrownBy(() -> store.load())
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "identity in '%s' is damaged: key.pem holds no PKCS #8 private key (BEGIN PRIVATE KEY); enrol again with 'lab-agent enroll'"
                                .formatted(folder));
    }

    @Test
    void files_of_two_identities_are_none() throws Exception {
        store.install(authority.identity("lab://agent/metal/prod/web1", LABD));
        byte[] key = Files.readAllBytes(folder.resolve("current/key.pem"));
        store.install(authority.identity("lab://agent/metal/prod/web1", LABD));
        Files.write(folder.resolve("current/key.pem"), key);

        assertThatThrownBy(() -> store.load())
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(
                        "damaged: its files are not those that were written together");
    }

    @Test
    void one_that_is_read_while_others_are_installed_is_whole() throws Exception {
        var all = new ArrayList<Identity>();
        for (int i = 0; i < 20; i++) {
            all.add(authority.identity("lab://agent/metal/prod/web1", LABD));
        }
        store.install(all.getFirst());
        var installing = CompletableFuture.runAsync(() -> all.forEach(this::install));

        while (!installing.isDone()) {
            assertThat(all).extracting(Identity::serial).contains(store.load().get().serial());
        }
        installing.join();
    }

    private void install(Identity identity) {
        try {
            store.install(identity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_certificate_for_another_key_is_not_an_identity() throws Exception {
        Identity one = authority.identity("lab://agent/metal/prod/web1", LABD);
        Identity other = authority.identity("lab://agent/metal/prod/web1", LABD);
        var mixed = new Identity(one.key(), other.chain(), one.roots(), LABD);

        assertThatThrownBy(() -> store.install(mixed))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("is not for the key beside it");
    }

    @Test
    void an_identity_ends_with_its_certificate() throws Exception {
        Identity identity = authority.identity("lab://agent/metal/prod/web1", LABD);

        assertThat(identity.isValidAt(identity.expires().minusSeconds(1))).isTrue();
        assertThat(identity.isValidAt(identity.expires())).isFalse();
        assertThat(identity.isValidAt(identity.expires().minus(Duration.ofDays(10)))).isFalse();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
