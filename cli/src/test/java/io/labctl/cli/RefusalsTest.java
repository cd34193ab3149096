package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest extends WithLabd {
    private static final String SERVERS = "GET /api/v1/servers";

    @ParameterizedTest
    @CsvSource({
        "400, invalid-input, 2",
        "413, too-large, 2",
        "401, unauthenticated, 4",
        "403, denied, 4",
        "404, not-found, 3",
        "409, conflict, 1",
        "422, compile-failed, 1",
        "503, unavailable, 5",
        "418, something-new, 1",
        "504, something-new, 5",
    })
    void labds_sentence_is_shown_and_the_exit_code_says_its_kind(
            int status, String word, int exit) {
        labd.refuses(SERVERS, status, word, "name 'x' is taken");

        var result = operator.types("get", "servers");

        assertThat(result).isEqualTo(new Operator.Result(exit, "", "labctl: name 'x' is taken\n"));
    }

    @Test
    void several_reasons_stand_below_the_sentence() {
        labd.answers(
                SERVERS,
                400,
                Problem.MEDIA_TYPE,
                """
                {"type":"urn:labctl:problem:invalid-input","title":"t","status":400,
                 "detail":"two faults","errors":["first","second\\u001b[2J"]}
                """);

        var result = operator.types("get", "servers");

        assertThat(result.err()).isEqualTo("labctl: two faults\n  first\n  second\\u001b[2J\n");
    }

    @Test
    void an_answer_that_is_not_labds_is_named_as_that() {
        labd.answers(SERVERS, 502, "text/html", "<html>bad gateway</html>");
        labd.answers("GET /api/v1/tokens", 200, "application/json", "{\"items\":[{\"id\":1}]}");
        labd.answers("GET /api/v1/reports", 200, "application/json", "{");

        assertThat(operator.types("get", "servers").err())
                .isEqualTo(
                        "labctl: %s/ answered with status 502 and no reason: is this labd?\n"
                                .formatted(labd.url()));
        assertThat(operator.types("get", "tokens").err())
                .startsWith(
                        "labctl: labd at %s gave an answer that this labctl".formatted(labd.url()));
        assertThat(operator.types("get", "reports").exit()).isEqualTo(5);
    }

    @Test
    void a_problem_that_is_null_gives_no_reason() {
        labd.answers(SERVERS, 503, Problem.MEDIA_TYPE, "null");

        var result = operator.types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: %s/ answered with status 503 and no reason: is this labd?\n"
                                .formatted(labd.url()));
        assertThat(result.exit()).isEqualTo(5);
    }

    @Test
    void a_labd_that_is_not_there_exits_5() {
        labd.close();

        var result = operator.types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: labd at %s cannot be reached: connection refused or no route; start it there, or ask another one: 'labctl config use-context NAME'\n"
                                .formatted(labd.url()));
        assertThat(result.exit()).isEqualTo(5);
    }

    @Test
    void an_address_from_the_environment_is_changed_there() {
        String url = labd.url();
        labd.close();

        var result = operator.with("LABCTL_SERVER", url).types("get", "servers");

        assertThat(result.err())
                .endsWith("start it there, or ask another one: change or unset LABCTL_SERVER\n");
    }

    @Test
    void a_context_from_the_environment_is_told_with_its_variable() {
        var result = operator.with("LABCTL_CONTEXT", "lba").types("get", "servers");

        assertThat(result.err())
                .startsWith("labctl: LABCTL_CONTEXT: context 'lba' is not in config file '");
    }

    @Test
    void a_labd_of_another_ca_is_not_believed() throws IOException {
        try (var impostor = new FakeLabd(new TestAuthority(), CA, "localhost")) {
            var result = Operator.of(home, impostor, CA).types("get", "servers");

            assertThat(result.err())
                    .isEqualTo(
                            "labctl: labd at %s shows a certificate that the CA in the ca file '%s' did not sign; fetch ca.pem anew from the admin folder of that labd\n"
                                    .formatted(impostor.url(), home.resolve(".labctl/ca.pem")));
            assertThat(result.exit()).isEqualTo(5);
            assertThat(impostor.requests()).isEmpty();
        }
    }

    @Test
    void a_labd_with_another_name_is_not_believed() throws IOException {
        try (var other = new FakeLabd(CA, CA, "elsewhere")) {
            var result = Operator.of(home, other, CA).types("get", "servers");

            assertThat(result.err())
                    .isEqualTo(
                            "labctl: labd at %s shows a certificate for another name than 'localhost': start labd with --name localhost\n"
                                    .formatted(other.url()));
        }
    }

    @Test
    void a_certificate_that_labd_refuses_exits_4() throws IOException {
        try (var strict = new FakeLabd(CA, new TestAuthority(), "localhost")) {
            var result = Operator.of(home, strict, CA).types("get", "servers");

            assertThat(result.err())
                    .isEqualTo(
                            "labctl: labd at %s refused the certificate '%s': it is revoked or of another CA, get a new one from labd's administrator\n"
                                    .formatted(strict.url(), home.resolve(".labctl/ann.crt")));
            assertThat(result.exit()).isEqualTo(4);
        }
    }

    @Test
    void an_expired_certificate_is_refused_too() throws IOException {
        operator.connectedTo(
                labd.url(), CA, CA.person("ann", Instant.parse("2021-01-01T00:00:00Z")));

        var result = operator.types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: labd at %s refused the certificate '%s': it expired at 2021-01-01T00:00:00Z, get a new one from labd's administrator\n"
                                .formatted(labd.url(), home.resolve(".labctl/ann.crt")));
        assertThat(result.exit()).isEqualTo(4);
    }

    @Test
    void a_certificate_and_a_key_that_do_not_fit_are_named_before_anything_is_sent()
            throws IOException {
        Path other = home.resolve("bob.crt");
        CA.person("bob").write(other, home.resolve("bob.key"));

        var result = operator.with("LABCTL_CERTIFICATE", other.toString()).types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: key file '%s' is not the key of certificate file '%s' (LABCTL_CERTIFICATE), put the pair together that belongs together\n"
                                .formatted(home.resolve(".labctl/ann.key"), other));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void bad_files_are_named_with_what_is_wrong_with_them() throws IOException {
        var key = home.resolve(".labctl/ann.key");

        Files.writeString(key, pem("ENCRYPTED PRIVATE KEY"));
        var encrypted = operator.types("get", "servers");
        Files.writeString(key, pem("PRIVATE KEY"));
        var broken = operator.types("get", "servers");
        Files.delete(key);
        var missing = operator.types("get", "servers");
        CA.person("ann").write(home.resolve(".labctl/ann.crt"), key);
        Files.writeString(home.resolve(".labctl/ann.crt"), pem("CERTIFICATE"));
        var notACertificate = operator.types("get", "servers");
        Files.writeString(home.resolve(".labctl/ann.crt"), "");
        var empty = operator.types("get", "servers");

        assertThat(encrypted.err())
                .isEqualTo(
                        "labctl: key file '%s' is encrypted, it is needed without a passphrase\n"
                                .formatted(key));
        assertThat(broken.err())
                .isEqualTo(
                        "labctl: key file '%s' is not a private key of the certificate's kind, EC\n"
                                .formatted(key));
        assertThat(missing.err())
                .isEqualTo("labctl: key file '%s' cannot be read: no such file\n".formatted(key));
        assertThat(notACertificate.err()).endsWith("is not a certificate in PEM\n");
        assertThat(empty.err()).endsWith("holds no certificate\n");
        assertThat(missing.exit()).isEqualTo(2);
    }

    @Test
    void all_files_at_fault_are_named_at_once() throws IOException {
        Path key = home.resolve(".labctl/ann.key");
        Files.writeString(key, "");

        var result =
                operator.with("LABCTL_CA", "/nosuch")
                        .with("LABCTL_CERTIFICATE", "/")
                        .types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        """
                        labctl: certificate file '/' (LABCTL_CERTIFICATE) cannot be read: is a directory
                          ca file '/nosuch' (LABCTL_CA) cannot be read: no such file
                          key file '%s' holds no PKCS #8 private key (BEGIN PRIVATE KEY)
                        """
                                .formatted(key));
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void an_agents_certificate_is_told_as_that_before_anything_is_sent() throws IOException {
        CA.agent("web01").write(home.resolve(".labctl/ann.crt"), home.resolve(".labctl/ann.key"));

        var result = operator.types("get", "servers");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: certificate file '%s' holds the certificate of the agent of server 'web01', not of a person\n"
                                .formatted(home.resolve(".labctl/ann.crt")));
        assertThat(result.exit()).isEqualTo(2);
        assertThat(labd.requests()).isEmpty();
    }

    private static String pem(String kind) {
        return "-----BEGIN %s-----\nAAAA\n-----END %s-----\n".formatted(kind, kind);
    }
}
