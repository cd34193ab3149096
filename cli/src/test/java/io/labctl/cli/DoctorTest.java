package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.VersionView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the doctor finds on this side: the config, its files and the clock. */
class DoctorTest extends WithLabd {
    @BeforeEach
    void healthy() throws IOException {
        labd.answers("GET /api/v1/version", new VersionView("0.1.0"));
        labd.answers("GET /api/v1/reports", new Items<>(List.of()));
        labd.answers("GET /health/detailed", HealthAnswers.site("ok"));
        permit("rw-------");
        operator.at(Clock.systemUTC());
    }

    @Test
    void all_is_well_line_by_line() {
        var result = operator.types("doctor");

        assertThat(result.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("ok    config          context 'lab'"),
                        line -> assertThat(line).startsWith("ok    certificate     valid until"),
                        line -> assertThat(line).startsWith("ok    key             "),
                        line -> assertThat(line).startsWith("ok    connectivity    labd 0.1.0"),
                        line -> assertThat(line).startsWith("ok    clock           "),
                        line -> assertThat(line).startsWith("ok    authentication  "),
                        line -> assertThat(line).startsWith("ok    site            "),
                        line -> assertThat(line).startsWith("ok    servers         0 of 5"));
        assertThat(result.exit()).isZero();
    }

    @Test
    void a_clock_that_is_off_is_a_warning_and_far_off_a_failure() {
        Clock now = Clock.systemUTC();

        var little = operator.at(Clock.offset(now, Duration.ofSeconds(60))).types("doctor");
        var much = operator.at(Clock.offset(now, Duration.ofMinutes(-10))).types("doctor");

        assertThat(little.out()).contains("warn  clock ").contains("set both by NTP");
        assertThat(little.exit()).isZero();
        assertThat(much.out()).contains("fail  clock ");
        assertThat(much.exit()).isEqualTo(1);
    }

    @Test
    void a_key_that_others_can_read_is_a_warning() throws IOException {
        permit("rw-r--r--");

        var result = operator.types("doctor");

        assertThat(result.out()).contains("warn  key ").contains("chmod 600");
        assertThat(result.exit()).isZero();
    }

    @Test
    void a_ca_at_fault_hides_no_key_that_others_can_read() throws IOException {
        permit("rw-r--r--");

        var result = operator.with("LABCTL_CA", "/nosuch").types("doctor");

        assertThat(result.out()).contains("fail  ca ").contains("warn  key ");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void a_key_is_said_to_fit_where_the_ca_alone_is_at_fault() {
        var result = operator.with("LABCTL_CA", "/nosuch").types("doctor");

        assertThat(result.lines().getLast())
                .startsWith("ok    key ")
                .endsWith("fits the certificate");
    }

    @Test
    void a_key_of_another_certificate_is_a_failure() throws IOException {
        CA.person("bob").write(home.resolve("bob.crt"), home.resolve(".labctl/ann.key"));

        var result = operator.types("doctor");

        assertThat(result.out()).contains("fail  key ").contains("is not the key of");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void a_file_that_cannot_be_used_is_named_under_its_own_check() {
        Path ca = home.resolve(".labctl/ca.pem");

        var key = operator.with("LABCTL_KEY", "/nosuch").types("doctor");
        var authority =
                operator.with("LABCTL_KEY", "")
                        .with("LABCTL_CERTIFICATE", ca.toString())
                        .types("doctor");

        assertThat(key.lines().getLast())
                .isEqualTo(
                        "fail  key             key file '/nosuch' (LABCTL_KEY) cannot be read: no such file");
        assertThat(authority.lines())
                .contains(
                        "fail  certificate     certificate file '%s' (LABCTL_CERTIFICATE) holds the certificate of a CA, not of a person"
                                .formatted(ca));
        assertThat(authority.exit()).isEqualTo(1);
    }

    @Test
    void a_certificate_near_or_past_its_end_says_so() throws IOException {
        Instant now = Instant.now(Clock.systemUTC());
        operator.connectedTo(labd.url(), CA, CA.person("ann", now.plus(Duration.ofDays(10))));
        var soon = operator.types("doctor");
        operator.connectedTo(labd.url(), CA, CA.person("ann", now.minus(Duration.ofDays(10))));
        var past = operator.types("doctor");

        assertThat(soon.out()).contains("warn  certificate ").contains("get a new one soon");
        assertThat(past.out()).contains("fail  certificate ").contains("fail  authentication ");
        assertThat(past.exit()).isEqualTo(1);
    }

    @Test
    void each_file_at_fault_is_a_line_of_its_own() {
        var result =
                operator.with("LABCTL_CA", "/nosuch")
                        .with("LABCTL_CERTIFICATE", "/dev/null")
                        .with("LABCTL_KEY", "/dev/null")
                        .types("doctor");

        assertThat(result.lines().subList(1, 4))
                .containsExactly(
                        "fail  certificate     certificate file '/dev/null' (LABCTL_CERTIFICATE) holds no certificate",
                        "fail  ca              ca file '/nosuch' (LABCTL_CA) cannot be read: no such file",
                        "fail  key             key file '/dev/null' (LABCTL_KEY) holds no PKCS #8 private key (BEGIN PRIVATE KEY)");
        assertThat(result.lines()).hasSize(4);
    }

    @Test
    void each_fault_of_the_config_is_a_line_of_its_own_and_json_lists_the_findings()
            throws IOException {
        Files.writeString(home.resolve(".labctl/config.yaml"), "contxts: 1\nother: 2\n");

        var text = operator.types("doctor");
        var json = operator.types("doctor", "-o", "json");

        assertThat(text.lines())
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith("fail  config          ")
                                        .endsWith(
                                                "config.yaml:1: unknown key 'contxts', did you mean 'contexts'?"),
                        line ->
                                assertThat(line)
                                        .startsWith("fail  config          ")
                                        .contains("config.yaml:2: unknown key 'other'"));
        assertThat(json.out()).contains("\"check\": \"config\"", "\"verdict\": \"fail\"");
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(
                home.resolve(".labctl/ann.key"), PosixFilePermissions.fromString(permissions));
    }
}
