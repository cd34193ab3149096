package io.labctl.master.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where labd's settings come from, and which source has the last word. */
class SettingSourcesTest {
    private static final Map<String, String> NO_FLAGS = Map.of();

    @TempDir private Path folder;

    /** One key with a value for each source, and where it comes out. */
    record Setting(
            String key,
            String file,
            String environment,
            String flag,
            Function<LabdConfig, @Nullable Object> read) {
        String variable() {
            return "LABD_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        }

        String yaml(String value) {
            int dot = key.indexOf('.');
            return dot < 0
                    ? "%s: %s\n".formatted(key, value)
                    : "%s: {%s: %s}\n"
                            .formatted(key.substring(0, dot), key.substring(dot + 1), value);
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static Stream<Setting> settings() {
        return Stream.of(
                new Setting("data", "/a", "/b", "/c", LabdConfig::data),
                new Setting(
                        "listen",
                        "127.0.0.1:1",
                        "127.0.0.1:2",
                        "127.0.0.1:3",
                        c -> c.http().listen().toString().substring(1)),
                new Setting("names", "[a.lab]", "b.lab", "c.lab", LabdConfig::names),
                new Setting(
                        "replica-url",
                        "https://a.lab:1",
                        "https://b.lab:2",
                        "https://[fd00::1]:3",
                        LabdConfig::replicaUrl),
                new Setting("site", "/a", "/b", "/c", c -> c.site().folder()),
                new Setting(
                        "database.url",
                        "jdbc:postgresql://a/d",
                        "jdbc:postgresql://b/d",
                        "jdbc:postgresql://c/d",
                        c -> c.database().url()),
                new Setting("database.user", "a", "b", "c", c -> c.database().user()),
                new Setting("database.connections", "2", "3", "4", c -> c.database().connections()),
                new Setting("ca.key-file", "/a", "/b", "/c", c -> c.ca().keyFile()),
                new Setting(
                        "ca.agent-lifetime", "1d", "2d", "3d", c -> days(c.ca().agentLifetime())),
                new Setting("ca.user-lifetime", "1d", "2d", "3d", c -> days(c.ca().userLifetime())),
                new Setting(
                        "ca.server-lifetime", "1d", "2d", "3d", c -> days(c.ca().serverLifetime())),
                new Setting("limits.connections", "1", "2", "3", c -> c.http().connections()),
                new Setting("limits.requests", "1", "2", "3", c -> c.http().concurrentRequests()),
                new Setting("limits.body", "1024", "2048", "4096", c -> c.http().bodies().bytes()),
                new Setting(
                        "limits.decompressed-body",
                        "1024",
                        "2048",
                        "4096",
                        c -> c.http().bodies().decompressedBytes()),
                new Setting(
                        "limits.bodies",
                        "1025",
                        "2048",
                        "4096",
                        c -> c.http().bodies().togetherBytes()),
                new Setting(
                        "limits.body-time",
                        "1s",
                        "2s",
                        "3s",
                        c -> c.http().bodies().within().toSeconds() + "s"),
                new Setting(
                        "limits.slowest",
                        "1s",
                        "2s",
                        "3s",
                        c -> c.http().patience().slowest().toSeconds() + "s"),
                new Setting(
                        "limits.answer-time",
                        "1s",
                        "2s",
                        "3s",
                        c -> c.http().patience().answerWithin().toSeconds() + "s"),
                new Setting("limits.workers", "1", "2", "3", c -> c.workers().workers()),
                new Setting(
                        "limits.worker-heap",
                        "33554432",
                        "33554433",
                        "33554434",
                        c -> c.workers().heapBytes()),
                new Setting(
                        "limits.compile-time",
                        "1s",
                        "2s",
                        "3s",
                        c -> c.workers().compile().toSeconds() + "s"),
                new Setting("limits.daily-reports", "1", "2", "3", c -> c.reports().daily()),
                new Setting(
                        "limits.daily-report-bytes",
                        "1024",
                        "2048",
                        "4096",
                        c -> c.reports().dailyBytes()),
                new Setting("sessions.per-user", "1", "2", "3", c -> c.sessions().perUser()),
                new Setting("sessions.per-agent", "1", "2", "3", c -> c.sessions().perAgent()),
                new Setting(
                        "sessions.recorded",
                        "true",
                        "false",
                        "true",
                        c -> c.sessions().recording().on()),
                new Setting(
                        "sessions.recording-bytes",
                        "1024",
                        "2048",
                        "4096",
                        c -> c.sessions().recording().mostBytes()),
                new Setting(
                        "recordings-kept",
                        "1d",
                        "2d",
                        "3d",
                        c -> days(c.sessions().recording().kept())),
                new Setting("reports-kept", "1d", "2d", "3d", c -> days(c.retention().reports())),
                new Setting(
                        "credentials-kept",
                        "1d",
                        "2d",
                        "3d",
                        c -> days(c.retention().credentials())));
    }

    @Test
    void every_key_is_tried_here() {
        assertThat(Stream.concat(settings().map(Setting::key), Stream.of("database.password-file")))
                .containsExactlyInAnyOrderElementsOf(LabdSettings.KEYS);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void the_environment_overrides_the_file_and_a_flag_overrides_both(Setting setting) {
        var nothing = new TreeMap<String, String>();
        if (!setting.key().equals("data")) {
            nothing.put("LABD_DATA", "/default");
        }
        var environment = new TreeMap<>(nothing);
        environment.put(setting.variable(), setting.environment());
        String file = setting.yaml(setting.file());

        assertThat(shown(setting, read(file, nothing, NO_FLAGS))).isEqualTo(setting.file());
        assertThat(shown(setting, read(file, environment, NO_FLAGS)))
                .isEqualTo(bare(setting, setting.environment()));
        assertThat(shown(setting, read(file, environment, Map.of(setting.key(), setting.flag()))))
                .isEqualTo(bare(setting, setting.flag()));
    }

    @Test
    void two_sources_may_each_give_a_part_of_one_branch() {
        var config =
                read(
                        "data: /d\ndatabase: {user: file, connections: 3}\n",
                        Map.of("LABD_DATABASE_USER", "environment"),
                        Map.of("database.url", "jdbc:postgresql://db/labd"));

        assertThat(config.database().user()).isEqualTo("environment");
        assertThat(config.database().connections()).isEqualTo(3);
        assertThat(config.database().url()).isEqualTo("jdbc:postgresql://db/labd");
    }

    @Test
    void the_password_comes_from_its_file_before_the_environment() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from the file\n");
        var environment =
                Map.of("LABD_DATA", "/d", "LABD_DATABASE_PASSWORD", "from the environment");

        var both = read("database: {password-file: %s}\n".formatted(file), environment, NO_FLAGS);
        var one = read("", environment, NO_FLAGS);

        assertThat(revealed(both.database().password())).isEqualTo("from the file");
        assertThat(revealed(one.database().password())).isEqualTo("from the environment");
    }

    private LabdConfig read(
            String yaml, Map<String, String> environment, Map<String, String> flags) {
        try {
            return LabdConfig.read(
                    Optional.of(Files.writeString(file(), yaml)), environment, flags);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path file() {
        return folder.resolve("labd.yaml");
    }

    private static String shown(Setting setting, LabdConfig config) {
        return String.valueOf(setting.read().apply(config));
    }

    /** A list is shown in brackets. */
    private static String bare(Setting setting, String value) {
        return LabdSettings.LISTS.contains(setting.key()) ? "[" + value + "]" : value;
    }

    private static String days(Duration span) {
        return span.toDays() + "d";
    }

    private static String revealed(@Nullable Secret secret) {
        return Objects.requireNonNull(secret).reveal();
    }
}
