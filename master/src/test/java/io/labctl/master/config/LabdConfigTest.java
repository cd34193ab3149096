package io.labctl.master.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.secret.Secret;
import io.labctl.master.ca.CaConfig;
import io.labctl.master.ca.EncryptionKey;
import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.http.BodyLimits;
import io.labctl.master.http.HttpConfig;
import io.labctl.master.http.Patience;
import io.labctl.master.recording.RecordingConfig;
import io.labctl.master.report.ReportConfig;
import io.labctl.master.retention.RetentionConfig;
import io.labctl.master.session.SessionConfig;
import io.labctl.master.site.SiteConfig;
import io.labctl.master.worker.WorkerLimits;
import java.lang.reflect.RecordComponent;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What labd is told when it is told little, and what it is told in secret. */
class LabdConfigTest {
    @Test
    void these_are_all_defaults() {
        LabdConfig config = told(Map.of("LABD_DATA", "/var/lib/labd"));

        assertThat(config)
                .isEqualTo(
                        new LabdConfig(
                                Path.of("/var/lib/labd"),
                                List.of(),
                                null,
                                new SiteConfig(Path.of("/var/lib/labd/site"), false),
                                new HttpConfig(
                                        new InetSocketAddress("0.0.0.0", 7443),
                                        10_000,
                                        512,
                                        new BodyLimits(
                                                8 << 20,
                                                16 << 20,
                                                128 << 20,
                                                Duration.ofSeconds(30)),
                                        new Patience(
                                                Duration.ofSeconds(30), Duration.ofMinutes(2))),
                                new DatabaseConfig(
                                        null, null, null, Path.of("/var/lib/labd/postgres"), 10),
                                new CaConfig(
                                        Path.of("/var/lib/labd/ca.key"),
                                        null,
                                        Duration.ofDays(365),
                                        Duration.ofDays(365),
                                        Duration.ofDays(365)),
                                new WorkerLimits(
                                        2,
                                        128 << 20,
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(10)),
                                new ReportConfig(5000, 128 << 20),
                                new SessionConfig(
                                        50,
                                        16,
                                        new RecordingConfig(false, 256 << 20, Duration.ofDays(90))),
                                new RetentionConfig(Duration.ofDays(30), Duration.ofDays(90))));
    }

    @Test
    void the_list_of_keys_is_what_the_records_say() {
        assertThat(LabdSettings.KEYS).containsExactlyElementsOf(keys("", LabdSettings.class));
    }

    @Test
    void several_names_are_separated_by_commas_in_the_environment() {
        var config = told(Map.of("LABD_DATA", "/d", "LABD_NAMES", "a.lab, 10.0.0.1,::1"));

        assertThat(config.names()).containsExactly("a.lab", "10.0.0.1", "::1");
    }

    @Test
    void no_secret_is_shown() {
        var config =
                told(
                        Map.of(
                                "LABD_DATA",
                                "/d",
                                "LABD_DATABASE_PASSWORD",
                                "hunter2",
                                "LABD_CA_KEY",
                                "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI="));

        assertThat(config.ca().key())
                .isEqualTo(
                        EncryptionKey.of(
                                new Secret("c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=")));
        assertThat(config.toString())
                .doesNotContain("hunter2", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=")
                .contains("[secret]");
    }

    private static LabdConfig told(Map<String, String> environment) {
        return LabdConfig.read(Optional.empty(), environment, Map.of());
    }

    private static List<String> keys(String above, Class<?> type) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent each : type.getRecordComponents()) {
            String name =
                    above + each.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            if (each.getType().getSimpleName().endsWith("Settings")) {
                keys.addAll(keys(name + ".", each.getType()));
            } else {
                keys.add(name);
            }
        }
        return keys;
    }
}
