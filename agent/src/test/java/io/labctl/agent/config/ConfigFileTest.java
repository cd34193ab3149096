package io.labctl.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.budget.Budget;
import io.labctl.agent.budget.CpuShare;
import io.labctl.agent.budget.MemorySize;
import io.labctl.agent.proxy.Proxy;
import io.labctl.agent.proxy.ProxySetting;
import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    private static final Path FILE = Path.of("/etc/lab-agent/agent.yaml");

    @Test
    void an_empty_file_means_the_defaults() {
        assertThat(parse("# nothing\n"))
                .isEqualTo(
                        new AgentConfig(
                                Optional.empty(),
                                new ProxySetting.AsTheEnvironmentSays(),
                                Path.of("/var/lib/lab-agent"),
                                new FactsPlace(Path.of("/etc/lab-agent/facts.d"), false),
                                CloudService.NONE,
                                false,
                                new Cadence.Every(Duration.ofMinutes(30)),
                                Duration.ofMinutes(5),
                                Duration.ofHours(1),
                                Duration.ofMinutes(30),
                                Budget.NONE,
                                Path.of("/etc/lab-agent/policy.yaml")));
    }

    @Test
    void every_setting_can_be_set() {
        AgentConfig config =
                parse(
                        """
                        server: https://labd.lab
                        proxy: http://proxy.lab:3128
                        state: state
                        facts-folder: facts
                        cloud-metadata: ec2
                        cloud-user-data: true
                        interval: 90s
                        splay: 0s
                        run-timeout: 2h
                        resource-timeout: 45m
                        budget: {memory: 200MiB, cpu: 50%}
                        """);

        assertThat(config)
                .isEqualTo(
                        new AgentConfig(
                                Optional.of(URI.create("https://labd.lab:7443")),
                                new ProxySetting.Through(Proxy.parse("http://proxy.lab:3128")),
                                Path.of("/etc/lab-agent/state"),
                                new FactsPlace(Path.of("/etc/lab-agent/facts"), true),
                                CloudService.EC2,
                                true,
                                new Cadence.Every(Duration.ofSeconds(90)),
                                Duration.ZERO,
                                Duration.ofHours(2),
                                Duration.ofMinutes(45),
                                new Budget(
                                        Optional.of(MemorySize.parse("200MiB")),
                                        Optional.of(CpuShare.parse("50%"))),
                                Path.of("/etc/lab-agent/policy.yaml")));
    }

    @Test
    void a_proxy_that_can_be_none_is_refused_without_its_password() {
        assertThatThrownBy(() -> parse("proxy: 'https://ann:s3cret@proxy.lab:3128'\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("/etc/lab-agent/agent.yaml:1: ")
                .hasMessageContaining("does not start with http://")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_folder_instead_of_it_is_told_by_its_path(@TempDir Path folder) {
        assertThatThrownBy(() -> ConfigFile.load(Optional.of(folder)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("config not readable: '%s': is a directory", folder);
    }

    @Test
    void a_budget_that_can_be_none_is_refused() {
        assertThatThrownBy(() -> parse("budget: {memory: 20MiB, cpu: half}\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        """
                        /etc/lab-agent/agent.yaml:1: budget.memory 20MiB is less than 64MiB
                        /etc/lab-agent/agent.yaml:1: key 'budget.cpu': 'half' is not a part of a processor, such as 50%\
                        """);
    }

    @Test
    void a_schedule_is_a_crontab_line() {
        var crontab = (Cadence.Crontab) parse("schedule: '*/30 * * * *'\n").cadence();

        assertThat(crontab.after(ZonedDateTime.parse("2026-05-04T10:07:00Z")))
                .contains(ZonedDateTime.parse("2026-05-04T10:30:00Z"));
    }

    @Test
    void all_faults_are_named_at_once_with_their_lines() {
        String text =
                """
                sever: https://labd.lab
                interval: 30
                splay: 5m
                splay: 6m
                run-timeout: 1s
                state: [a]
                """;

        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        """
                        /etc/lab-agent/agent.yaml:1: unknown key 'sever', did you mean 'server'?
                        /etc/lab-agent/agent.yaml:2: key 'interval' is '30', not a time span with its unit, such as 30s or 1h30m
                        /etc/lab-agent/agent.yaml:4: key 'splay' stands twice, first in line 3
                        /etc/lab-agent/agent.yaml:5: run-timeout 1s is shorter than 10s
                        /etc/lab-agent/agent.yaml:6: key 'state' is a list, not text\
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9s          | resource-timeout 9s is shorter than 10s",
                "0s          | resource-timeout 0s is shorter than 10s",
                "-5m         | key 'resource-timeout' is '-5m', not a time span with its unit, such as 30s or 1h30m",
                "9999999999d | key 'resource-timeout' is '9999999999d', not a time span with its unit, such as 30s or 1h30m",
                "999999999d  | resource-timeout 999999999d is longer than 365d",
                "366d        | resource-timeout 366d is longer than 365d"
            })
    void a_time_that_no_resource_can_have_is_refused_in_one_sentence(String time, String fault) {
        assertThatThrownBy(() -> parse("resource-timeout: %s\n".formatted(time)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("/etc/lab-agent/agent.yaml:1: " + fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval", "splay", "run-timeout"})
    void other_times_have_an_end_too(String key) {
        assertThat(parse(key + ": 365d")).isNotNull();
        assertThatThrownBy(() -> parse(key + ": 366d"))
                .hasMessage("/etc/lab-agent/agent.yaml:1: %s 366d is longer than 365d", key);
    }

    @Test
    void a_cloud_that_is_not_known_is_refused() {
        assertThatThrownBy(() -> parse("cloud-metadata: ec3\n"))
                .hasMessage(
                        "/etc/lab-agent/agent.yaml:1: key 'cloud-metadata' is 'ec3', not one of"
                                + " auto, az, ec2, gce, none, did you mean 'ec2'?");
    }

    @Test
    void interval_and_schedule_exclude_each_other() {
        assertThatThrownBy(() -> parse("interval: 30m\nschedule: '0 * * * *'\n"))
                .hasMessage(
                        "/etc/lab-agent/agent.yaml:2: schedule and interval exclude each other,"
                                + " keep one of them");
    }

    @Test
    void a_schedule_that_never_comes_or_is_none_is_refused() {
        assertThatThrownBy(() -> parse("schedule: 0 0 31 2 *\n"))
                .hasMessageContaining(
                        "agent.yaml:1: schedule '0 0 31 2 *' never comes: none of its months has"
                                + " a day 31");
        assertThatThrownBy(() -> parse("schedule: 0 25 * * *\n"))
                .hasMessageContaining(
                        "agent.yaml:1: schedule '0 25 * * *' is not a crontab line: hour '25' is"
                                + " not within 0 to 23");
        assertThatThrownBy(() -> parse("schedule: '@daily'\n"))
                .hasMessageContaining("'@daily' is not five fields");
        assertThatThrownBy(() -> parse("schedule: hourly\n"))
                .hasMessageContaining("does not have the five fields");
    }

    @Test
    void broken_yaml_is_told_with_its_line() {
        assertThatThrownBy(() -> parse("interval: 30m\n  splay: [\n"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "/etc/lab-agent/agent.yaml:2: file is not YAML at column 8: a key indented"
                                + " below one that already has a value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state: ''          | key 'state': '' is not a path",
                "facts-folder: \"\\0\" | key 'facts-folder': '\\u0000' is not a path",
            })
    void a_path_that_is_none_is_told_with_its_key(String line, String fault) {
        assertThatThrownBy(() -> parse(line + "\n"))
                .hasMessage("/etc/lab-agent/agent.yaml:1: " + fault);
    }

    @Test
    void the_usual_file_may_be_missing_but_no_link_may_lead_nowhere(@TempDir Path folder)
            throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path broken = Files.createSymbolicLink(folder.resolve("broken.yaml"), missing);
        Path loop = folder.resolve("loop.yaml");
        Files.createSymbolicLink(loop, loop);
        Path above = Files.createSymbolicLink(folder.resolve("above"), folder.resolve("none"));
        Path below = above.resolve("agent.yaml");

        assertThat(ConfigFile.load(missing, true).splay()).isEqualTo(Duration.ofMinutes(5));
        assertThatThrownBy(() -> ConfigFile.load(broken, true))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("config not readable: '%s': it is a link to nothing", broken);
        assertThatThrownBy(() -> ConfigFile.load(loop, true))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("config not readable: '%s': too many ".formatted(loop));
        assertThatThrownBy(() -> ConfigFile.load(below, true))
                .hasMessage("config not readable: '%s': '%s' is a link to nothing", below, above);
    }

    @Test
    void a_file_that_was_asked_for_must_be_there() {
        var missing = Optional.of(Path.of("/nowhere/agent.yaml"));

        assertThatThrownBy(() -> ConfigFile.load(missing))
                .hasMessage("config not readable: '/nowhere/agent.yaml': no such file");
    }

    @Property(tries = 500)
    void any_text_is_a_config_or_a_list_of_sentences(@ForAll String text) {
        onlySentences(text);
    }

    @Property(tries = 500)
    void any_settings_are_a_config_or_a_list_of_sentences(@ForAll("settings") String text) {
        onlySentences(text);
    }

    @Provide
    Arbitrary<String> settings() {
        var name =
                Arbitraries.of("server", "state", "interval", "schedule", "splay", "run-timeout");
        var value =
                Arbitraries.oneOf(
                        Arbitraries.strings().ascii().ofMaxLength(20),
                        Arbitraries.of("30m", "0 * * * *", "*/5 1-2 L * 7", "1 2 3 4 5", "~"));
        return name.flatMap(key -> value.map(each -> key + ": " + each + "\n"))
                .list()
                .ofMaxSize(7)
                .map(lines -> String.join("", lines));
    }

    private static void onlySentences(String text) {
        try {
            parse(text);
        } catch (InvalidInput e) {
            assertThat(e.sentence().lines())
                    .allMatch(line -> line.matches("/etc/lab-agent/agent.yaml:[0-9]+: .+"));
        }
    }

    private static AgentConfig parse(String text) {
        return ConfigFile.parse(FILE, text.getBytes(StandardCharsets.UTF_8));
    }
}
