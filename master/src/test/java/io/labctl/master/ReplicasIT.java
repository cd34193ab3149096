package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.database.TestPostgres;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two labds over one database, each a process with a folder of its own. */
class ReplicasIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private final DatabaseConfig shared = TestPostgres.running().freshDatabase();

    @AfterEach
    void no_database() {
        TestPostgres.running().drop(shared);
    }

    @Test
    void that_start_for_the_first_time_at_once_have_one_authority_and_know_each_others_people()
            throws Exception {
        Map<String, String> key = Map.of("LABD_CA_KEY", freshKey());
        try (var one = labd("one", key);
                var other = labd("other", key)) {
            one.ready();
            other.ready();

            assertThat(one.client(null).get("/ca.pem").text())
                    .isEqualTo(other.client(null).get("/ca.pem").text());
            assertThat(one.client(other.adminIdentity()).get("/api/v1/servers").status())
                    .isEqualTo(200);
            assertThat(other.client(one.adminIdentity()).get("/api/v1/servers").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void with_different_keys_one_serves_and_the_other_says_what_to_do() throws Exception {
        try (var one = labd("one", Map.of()).ready();
                var other = labd("other", Map.of())) {
            assertThat(other.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(other.err())
                    .isEqualTo(
                            "labd: the database holds an authority, but the key file '%s' that opens it is not there; put it back, or give its content in LABD_CA_KEY\n"
                                    .formatted(folder.resolve("other/ca.key")));
            assertThat(one.client(null).get("/health/ready").status()).isEqualTo(200);
        }
    }

    private LabdProcess labd(String name, Map<String, String> more) throws Exception {
        return LabdProcess.on(shared, folder.resolve(name), folder, more);
    }

    private static String freshKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
