package io.labctl.master.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where labd's settings come from and what they may be. */
class LabdConfigFaultsTest {
    private static final Map<String, String> NO_FLAGS = Map.of();

    @TempDir private Path folder;

    @Test
    void a_key_that_does_not_exist_is_told_with_the_nearest() {
        refused(
                "data: /d\nlisen: x\ndatabase: {usr: x}\n",
                Map.of("LABD_LISEN", "x", "LABD_CA_KEI", "x"),
                file() + ":2: unknown key 'lisen', did you mean 'listen'?",
                file() + ":3: unknown key 'database.usr', did you mean 'database.user'?",
                "environment variable LABD_CA_KEI: unknown setting, did you mean 'LABD_CA_KEY'?",
                "environment variable LABD_LISEN: unknown setting, did you mean 'LABD_LISTEN'?");
    }

    @Test
    void a_site_that_is_a_file_is_told_with_who_named_it() throws IOException {
        Path site = Files.writeString(folder.resolve("site.yaml"), "");

        refused(
                "data: /d\nsite: %s\n".formatted(site),
                Map.of(),
                file() + ":2: site '%s' is a file, not the folder with site.yaml".formatted(site));
    }

    @Test
    void a_key_of_the_ca_that_is_none_is_told_beside_other_faults() {
        refused(
                "data: /d\nlisen: x\n",
                Map.of("LABD_CA_KEY", "short"),
                file() + ":2: unknown key 'lisen', did you mean 'listen'?",
                "environment variable LABD_CA_KEY: must hold the CA's encryption key, 32 bytes in base64, but it is not base64");
    }

    @Test
    void all_faults_are_told_at_once_with_their_places() {
        refused(
                """
                listen: nowhere
                names: [good.lab, 'bad name']
                site: ''
                database:
                  connections: 0
                ca:
                  key-file: []
                  agent-lifetime: 1y
                limits:
                  requests: many
                """,
                Map.of("LABD_LIMITS_BODY", "big"),
                file()
                        + ":1: listen 'nowhere' is not of the form ADDRESS:PORT, such as 0.0.0.0:7443",
                file() + ":2: key 'names[1]': 'bad name' is neither a host name nor an address",
                file() + ":3: key 'site': the path is empty",
                file() + ":5: database.connections '0' is not from 2 to 1000",
                file() + ":7: key 'ca.key-file' is a list, not text",
                file()
                        + ":8: key 'ca.agent-lifetime' is '1y', not a time span with its unit, such as 30s or 1h30m",
                file() + ":10: key 'limits.requests' is 'many', not a whole number",
                "environment variable LABD_LIMITS_BODY: key 'limits.body' is 'big', not a whole number",
                "no data folder: give one with --data DIR, LABD_DATA or 'data:' in labd.yaml");
    }

    @Test
    void numbers_beyond_their_bounds_are_told_together_and_beside_other_faults() {
        refused(
                """
                data: /d
                credentials-kept: 1s
                database:
                  connections: 0
                ca:
                  user-lifetime: 1s
                limits:
                  body: -1
                  requests: 0
                  connections: many
                  answer-time: 0s
                  slowest: 100ms
                """,
                Map.of("LABD_LIMITS_DAILY_REPORTS", "0"),
                file() + ":2: credentials-kept '1s' is not from 1m to 36500d",
                file() + ":4: database.connections '0' is not from 2 to 1000",
                file() + ":6: ca.user-lifetime '1s' is not from 1m to 36500d",
                file() + ":8: limits.body '-1' is not from 1024 to 2147483647",
                file() + ":9: limits.requests '0' is not from 1 to 100000",
                file() + ":10: key 'limits.connections' is 'many', not a whole number",
                file() + ":11: limits.answer-time '0s' is not from 1s to 1h",
                file() + ":12: limits.slowest '100ms' is not from 1s to 1h",
                "environment variable LABD_LIMITS_DAILY_REPORTS: limits.daily-reports '0' is not from 1 to 2147483647");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reports-kept: 0s | reports-kept '0s' is not from 1m to 36500d",
                "reports-kept: 0d | reports-kept '0d' is not from 1m to 36500d",
                "reports-kept: 999999999w | reports-kept '999999999w' is not from 1m to 36500d",
                "ca: {agent-lifetime: 1s} | ca.agent-lifetime '1s' is not from 1m to 36500d",
                "ca: {server-lifetime: 999999999w} | ca.server-lifetime '999999999w' is not from 1m to 36500d",
                "limits: {requests: 0} | limits.requests '0' is not from 1 to 100000",
                "limits: {body: -1} | limits.body '-1' is not from 1024 to 2147483647",
                "sessions: {per-user: 0} | sessions.per-user '0' is not from 1 to 1000",
                "sessions: {per-agent: 1001} | sessions.per-agent '1001' is not from 1 to 1000",
                "limits: {slowest: 0s} | limits.slowest '0s' is not from 1s to 1h",
                "listen: '1.2.3.4:65536' | listen '1.2.3.4:65536' has the port 65536, which is not from 0 to 65535",
                "listen: '127.0.0.1:999999' | listen '127.0.0.1:999999' has the port 999999, which is not from 0 to 65535",
                "listen: 'foo:bar:1' | listen 'foo:bar:1' is not of the form ADDRESS:PORT, such as 0.0.0.0:7443",
                "database: {url: 'mysql://u:secret@x'} | key 'database.url': database 'mysql:…' is not of the form jdbc:postgresql://HOST:PORT/NAME",
                "listen: ':7443' | listen ':7443' is not of the form ADDRESS:PORT, such as 0.0.0.0:7443",
                "site: \"a\\0\" | key 'site': 'a\\u0000' is not a path"
            })
    void a_value_beyond_its_bounds_is_told_with_its_line(String line, String sentence) {
        refused("data: /d\n" + line + "\n", Map.of(), file() + ":2: " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void an_empty_data_folder_is_not_the_present_folder(String data) {
        refused(
                "",
                Map.of("LABD_DATA", data),
                "environment variable LABD_DATA: key 'data': the path is empty");
    }

    @Test
    void a_missing_file_is_one_sentence() {
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(
                        () ->
                                LabdConfig.read(
                                        Optional.of(missing), Map.of("LABD_DATA", "/d"), NO_FLAGS))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith(missing + ": file cannot be read: ")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void a_password_file_that_cannot_be_read_is_one_sentence() {
        Path missing = folder.resolve("missing");

        refused(
                "data: /d\ndatabase: {password-file: %s}\n".formatted(missing),
                Map.of(),
                "database.password-file '%s' cannot be read: no such file".formatted(missing));
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

    private void refused(String yaml, Map<String, String> environment, String... sentences) {
        assertThatThrownBy(() -> read(yaml, environment, NO_FLAGS))
                .isInstanceOf(InvalidInput.class)
                .satisfies(
                        e ->
                                assertThat(String.valueOf(e.getMessage()).lines())
                                        .containsExactly(sentences));
    }

    private Path file() {
        return folder.resolve("labd.yaml");
    }
}
