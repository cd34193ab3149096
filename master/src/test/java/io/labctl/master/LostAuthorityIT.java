package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** labd on data whose authority is not in the database that it was given. */
@Tag("database")
class LostAuthorityIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> KEY_GIVEN =
            Map.of("LABD_CA_KEY", Base64.getEncoder().encodeToString(new byte[32]));

    @TempDir private Path folder;

    @BeforeEach
    void forgetTheAuthority() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM authority"));
    }

    @Test
    void no_other_is_made_in_its_place() throws Exception {
        begun(Map.of());
        String key = Files.readString(data().resolve("ca.key"));
        String credential = Files.readString(data().resolve("admin/admin.crt"));
        forgetTheAuthority();

        refuses(
                Map.of(),
                "the CA's key '%s' and the admin credential '%s' are of an authority that is not in the database; put the right database back, or name it with --database; to begin anew, without the machines that have joined, move them away"
                        .formatted(data().resolve("ca.key"), data().resolve("admin")));

        assertThat(authorities()).isZero();
        assertThat(data().resolve("ca.key")).hasContent(key);
        assertThat(data().resolve("admin/admin.crt")).hasContent(credential);
    }

    @Test
    void with_the_key_in_the_environment_the_admin_credential_tells_of_it() throws Exception {
        begun(KEY_GIVEN);
        forgetTheAuthority();

        refuses(
                KEY_GIVEN,
                "the admin credential '%s' is of an authority that is not in the database; put the right database back, or name it with --database; to begin anew, without the machines that have joined, move it away"
                        .formatted(data().resolve("admin")));

        assertThat(authorities()).isZero();
    }

    @Test
    void a_first_start_that_ended_before_the_authority_was_made_is_carried_on() throws Exception {
        begun(Map.of());
        Trees.delete(data().resolve("admin"));
        forgetTheAuthority();

        begun(Map.of());

        assertThat(authorities()).isPositive();
    }

    private void begun(Map<String, String> environment) throws Exception {
        try (var labd = labd(environment).ready()) {
            labd.kill();
        }
    }

    private void refuses(Map<String, String> environment, String sentence) throws Exception {
        try (var labd = labd(environment)) {
            assertThat(labd.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(labd.err()).isEqualTo("labd: %s\n".formatted(sentence));
        }
    }

    private LabdProcess labd(Map<String, String> environment) throws IOException {
        return LabdProcess.on(database.config(), data(), folder, environment);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static int authorities() {
        return database.jdbi()
                .withHandle(
                        db ->
                                db.createQuery("SELECT count(*) FROM authority")
                                        .mapTo(Integer.class)
                                        .one());
    }
}
