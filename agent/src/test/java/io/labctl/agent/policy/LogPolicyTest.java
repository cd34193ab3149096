package io.labctl.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.LogSource;
import io.labctl.catalog.work.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPolicyTest {
    private static final Action LOGS =
            new Action.Session(new LogQuery(new LogSource.OfAgent(), null, false), false, null);

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "/var/log/syslog, true",
        "/var/log/nginx/error.log, true",
        "/var/log, false",
        "/var/logs/x, false",
        "/etc/shadow, false",
    })
    void without_a_word_about_it_the_files_below_var_log_may_be_read(String path, boolean may)
            throws IOException {
        assertThat(read().allowsLog(path)).isEqualTo(may);

        written("actions: [logs]");

        assertThat(read().allowsLog(path)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/a/log/x.log, true",
        "/srv/a/b/log/x.log, false",
        "/srv/a/log/x.txt, false",
        "/opt/a/b/c, true",
        "/var/log/syslog, false",
    })
    void what_is_named_may_be_read_and_nothing_else(String path, boolean may) throws IOException {
        written("logs: {files: ['/srv/*/log/*.log', '/opt/**']}");

        assertThat(read().allowsLog(path)).isEqualTo(may);
    }

    @Test
    void who_may_not_read_logs_reads_none() throws IOException {
        written("actions: [exec]");

        assertThat(read().objection(LOGS))
                .contains(
                        "the policy of this machine (%s) does not allow 'logs'".formatted(file()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "var/log/* | file 'var/log/*' is not an absolute path",
                "/var/log/../* | file '/var/log/../*' is not an absolute path",
                "/var/log/[ | file '/var/log/[' is not a pattern: Missing '] ",
            })
    void a_pattern_with_a_fault_allows_nothing(String pattern, String sentence) throws IOException {
        written("logs:\n  files: ['%s']".formatted(pattern));

        assertThat(read())
                .isInstanceOfSatisfying(
                        Policy.Faulty.class,
                        faulty ->
                                assertThat(faulty.fault())
                                        .startsWith(file() + ":2: ")
                                        .contains(sentence));
        assertThat(read().allowsLog("/var/log/syslog")).isFalse();
    }

    private Policy read() {
        return new PolicyFile(file()).read();
    }

    private void written(String yaml) throws IOException {
        Files.writeString(file(), yaml);
    }

    private Path file() {
        return folder.resolve("policy.yaml");
    }
}
