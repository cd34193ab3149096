package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.secret.Secret;
import io.labctl.master.database.TestPostgres;
import io.labctl.master.enroll.Csr;
import java.security.KeyPair;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How machines join, and every reason why one does not. */
@Tag("database")
class EnrolmentIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private final Enrolment enrolment = new Enrolment(labd);

    @Test
    void a_machine_with_a_good_token_gets_the_identity_that_the_token_gives() {
        var answer = enrolment.join(enrolment.oneTime(), "web01.lab", Csr.p256());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.as(EnrollResponse.class).agent())
                .isEqualTo("lab://agent/baremetal/lab/web01.lab");
        assertThat(labd.admin().get("/api/v1/servers/web01.lab").status()).isEqualTo(200);
    }

    @Test
    void a_used_token_is_refused() {
        var token = enrolment.oneTime();
        enrolment.join(token, "used01", Csr.p256());

        refused(
                enrolment.join(token, "used02", Csr.p256()),
                403,
                "join token '%s' has been used; it lets one machine join once"
                        .formatted(token.id()));
    }

    @Test
    void an_expired_token_is_refused() throws SQLException {
        var token = enrolment.oneTime();
        sql(
                "UPDATE join_token SET expires_at = '2026-01-02T03:04:05Z' WHERE id = '%s'"
                        .formatted(token.id()));

        refused(
                enrolment.join(token, "expired01", Csr.p256()),
                403,
                "join token '%s' expired at 2026-01-02T03:04:05Z".formatted(token.id()));
    }

    @Test
    void a_revoked_token_is_refused() {
        var token = enrolment.oneTime();
        labd.admin().postBytes("/api/v1/tokens/%s/revoke".formatted(token.id()), new byte[0]);

        refused(
                enrolment.join(token, "revoked01", Csr.p256()),
                403,
                "join token '%s' has been revoked".formatted(token.id()));
    }

    @Test
    void an_unknown_token_is_refused() {
        var token = new Enrolment.Token("aaaaaaaaaa", new Secret("x"));

        refused(
                enrolment.join(token, "unknown01", Csr.p256()),
                403,
                "join token 'aaaaaaaaaa' is not known");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "UPPERCASE1",
                "aaaaaaaaaaa",
                "aaaa\u0000aaaaa",
                "aaaaaaaa\ud800a"
            })
    void a_malformed_token_id_is_refused(String id) {
        var answer =
                enrolment.join(new Enrolment.Token(id, new Secret("x")), "malformed01", Csr.p256());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail())
                .startsWith("token id '")
                .endsWith("' is not 10 of a-z and 0-9");
    }

    @Test
    void who_does_not_know_the_secret_learns_nothing_about_the_token() {
        var token = enrolment.oneTime();
        enrolment.join(token, "secret01", Csr.p256());

        refused(
                enrolment.join(
                        new Enrolment.Token(token.id(), new Secret("wrong")),
                        "secret02",
                        Csr.p256()),
                403,
                "join token '%s' is not known".formatted(token.id()));
    }

    @Test
    void a_token_for_one_server_lets_no_other_join_and_stays_good() {
        var token = enrolment.boundTo("bound01");

        refused(
                enrolment.join(token, "bound02", Csr.p256()),
                403,
                "join token '%s' is for the server 'bound01', not for 'bound02'"
                        .formatted(token.id()));
        assertThat(enrolment.join(token, "bound01", Csr.p256()).status()).isEqualTo(201);
    }

    @Test
    void a_request_for_another_name_is_refused() {
        refusedRequest(
                "web02",
                Csr.of("web03", Csr.p256()),
                "it asks for the name 'web03' instead of 'CN=web02'");
    }

    @Test
    void a_request_with_more_than_a_common_name_is_refused() {
        KeyPair keys = Csr.p256();
        String csr = Csr.of(new X500Name("CN=web02,O=lab"), keys.getPublic(), keys.getPrivate());

        refusedRequest("web02", csr, "it asks for the name 'CN=web02,O=lab' instead of 'CN=web02'");
    }

    @Test
    void a_request_with_a_name_of_several_values_is_refused() {
        KeyPair keys = Csr.p256();
        String csr = Csr.of(new X500Name("CN=web02+O=lab"), keys.getPublic(), keys.getPrivate());

        refusedRequest("web02", csr, "it asks for the name 'O=lab+CN=web02' instead of 'CN=web02'");
    }

    @Test
    void an_rsa_key_is_refused() throws Exception {
        refusedKey(Csr.rsa(), "the key is RSA of 2048 bits, only ECDSA on P-256 is accepted");
    }

    @Test
    void a_key_on_another_curve_is_refused() throws Exception {
        refusedKey(Csr.p384(), "the key is EC of 384 bits, only ECDSA on P-256 is accepted");
    }

    @Test
    void a_request_for_the_powers_of_a_ca_is_refused() throws Exception {
        var extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        String csr =
                Csr.with(
                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                        extensions.generate(),
                        "web02",
                        Csr.p256());

        refusedRequest("web02", csr, "it asks for the powers of a CA");
    }

    @Test
    void a_request_for_further_names_is_refused() throws Exception {
        var extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "web04")));
        String csr =
                Csr.with(
                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                        extensions.generate(),
                        "web02",
                        Csr.p256());

        refusedRequest("web02", csr, "it asks for other names than its own");
    }

    @Test
    void a_request_with_a_challenge_password_is_refused() {
        String csr =
                Csr.with(
                        PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
                        new DERUTF8String("password"),
                        "web02",
                        Csr.p256());

        refusedRequest("web02", csr, "it carries a challenge password");
    }

    @Test
    void a_request_that_another_key_signed_is_refused() {
        String csr =
                Csr.of(new X500Name("CN=web02"), Csr.p256().getPublic(), Csr.p256().getPrivate());

        refusedRequest("web02", csr, "its signature does not fit its key");
    }

    @Test
    void what_is_no_request_in_pem_is_refused() {
        refusedRequest("web02", "hello", "it is not a PKCS #10 request in PEM");
    }

    @Test
    void a_huge_request_is_refused() {
        refusedRequest("web02", "x".repeat(20_000), "it is larger than 16384 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UPPER",
                "under_score",
                "-hyphen",
                "hyphen-",
                "two..dots",
                ".dot",
                "dot.",
                "sp ace",
                "../../etc",
                "name\\u0000",
                "name\\n",
                "\\u00fcmlaut",
                "a/b",
                "*",
                "xn--\\ud800"
            })
    void a_name_that_is_not_made_of_plain_labels_is_refused(String name) {
        var token = enrolment.oneTime();
        byte[] body =
                """
                {"tokenId":"%s","secret":"%s","name":"%s","csr":"x"}
                """
                        .formatted(token.id(), token.secret().reveal(), name)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        var answer = labd.anyone().postBytes("/agent/v1/enroll", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail()).contains("is not made of plain DNS labels");
    }

    @Test
    void a_name_that_a_live_machine_holds_is_refused_and_the_token_stays_good() {
        enrolment.join(enrolment.oneTime(), "held01", Csr.p256());
        var token = enrolment.oneTime();

        var answer = enrolment.join(token, "held01", Csr.p256());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem().detail())
                .startsWith("server name 'held01' is held by a live machine, enrolled at ")
                .endsWith(
                        "; if that machine is gone, 'labctl delete server/held01' frees the name");
        assertThat(enrolment.join(token, "free01", Csr.p256()).status()).isEqualTo(201);
    }

    @Test
    void a_deleted_server_is_refused_at_once_and_its_name_is_free_again() {
        LabdClient old = labd.client(enrolment.identity("again01"));

        assertThat(labd.admin().delete("/api/v1/servers/again01").status()).isEqualTo(204);

        assertThat(old.postBytes("/agent/v1/reports", new byte[0]).status()).isEqualTo(403);
        assertThat(enrolment.join(enrolment.oneTime(), "again01", Csr.p256()).status())
                .isEqualTo(201);
    }

    @Test
    void a_deleted_machine_cannot_come_back_with_the_token_that_it_used() {
        var token = enrolment.oneTime();
        KeyPair keys = Csr.p256();
        enrolment.join(token, "gone01", keys);
        labd.admin().delete("/api/v1/servers/gone01");

        refused(
                enrolment.join(token, "gone01", keys),
                403,
                "join token '%s' has been used; it lets one machine join once"
                        .formatted(token.id()));
    }

    @Test
    void the_same_machine_may_ask_again_when_the_answer_was_lost() {
        var token = enrolment.oneTime();
        KeyPair keys = Csr.p256();
        enrolment.join(token, "lost01", keys);

        var again = enrolment.join(token, "lost01", keys);

        assertThat(again.status()).isEqualTo(201);
        var identity =
                new Identity(
                        keys.getPrivate(),
                        Identity.certificates(again.as(EnrollResponse.class).chain()));
        assertThat(labd.client(identity).postBytes("/agent/v1/reports", new byte[0]).status())
                .isEqualTo(400);
    }

    @Test
    void another_machine_may_not_ask_again() {
        var token = enrolment.oneTime();
        enrolment.join(token, "mine01", Csr.p256());

        refused(
                enrolment.join(token, "mine01", Csr.p256()),
                403,
                "join token '%s' has been used; it lets one machine join once"
                        .formatted(token.id()));
    }

    @Test
    void a_bad_request_does_not_use_up_the_token() {
        var token = enrolment.oneTime();
        enrolment.join(token, "bad01", "no request");

        assertThat(enrolment.join(token, "bad01", Csr.p256()).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void machines_that_race_for_a_one_time_token_get_one_certificate(int machines)
            throws Exception {
        var token = enrolment.oneTime();

        List<Integer> answers =
                race(
                        machines,
                        i -> enrolment.join(token, "race%d-%d".formatted(machines, i), Csr.p256()));

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 403);
    }

    @Test
    void machines_that_race_for_one_name_get_one_certificate() throws Exception {
        List<Enrolment.Token> tokens = Stream.generate(enrolment::oneTime).limit(10).toList();

        List<Integer> answers = race(10, i -> enrolment.join(tokens.get(i), "onename", Csr.p256()));

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void one_machine_that_asks_twice_at_once_is_answered_twice() throws Exception {
        var token = enrolment.oneTime();
        KeyPair keys = Csr.p256();

        List<Integer> answers = race(5, _ -> enrolment.join(token, "twice01", keys));

        assertThat(answers).containsOnly(201);
    }

    @Test
    void after_a_delete_no_certificate_of_a_racing_enrolment_is_in_force() throws Exception {
        var token = enrolment.reusable();
        KeyPair keys = Csr.p256();
        for (int round = 0; round < 10; round++) {
            enrolment.join(token, "deleted01", keys);
            var deleting = new CountDownLatch(1);
            List<Integer> answers =
                    race(
                            4,
                            i -> {
                                if (i == 0) {
                                    deleting.countDown();
                                    return labd.admin().delete("/api/v1/servers/deleted01");
                                }
                                deleting.await();
                                return enrolment.join(token, "deleted01", keys);
                            });
            assertThat(answers).allMatch(status -> status < 500);
            labd.admin().delete("/api/v1/servers/deleted01");
            assertThat(inForce("lab://agent/baremetal/lab/deleted01")).isZero();
        }
    }

    private interface Attempt {
        LabdClient.Answer by(int machine) throws Exception;
    }

    private static List<Integer> race(int machines, Attempt attempt) throws Exception {
        var start = new CountDownLatch(1);
        List<Future<Integer>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < machines; i++) {
                int machine = i;
                Callable<Integer> task =
                        () -> {
                            start.await();
                            return attempt.by(machine).status();
                        };
                running.add(threads.submit(task));
            }
            start.countDown();
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> each : running) {
            answers.add(each.get());
        }
        return answers;
    }

    private void refusedRequest(String name, String csr, String why) {
        refused(
                enrolment.join(enrolment.oneTime(), name, csr),
                400,
                "the signing request is refused: " + why);
    }

    private void refusedKey(KeyPair keys, String sentence) {
        refused(enrolment.join(enrolment.oneTime(), "web02", Csr.of("web02", keys)), 400, sentence);
    }

    private static void refused(LabdClient.Answer answer, int status, String sentence) {
        Problem problem = answer.problem();
        assertThat(problem.detail()).isEqualTo(sentence);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(problem.status()).isEqualTo(status);
    }

    private static void sql(String statement) throws SQLException {
        try (var db = TestPostgres.connect(labd.database());
                var update = db.createStatement()) {
            update.execute(statement);
        }
    }

    private static long inForce(String identity) throws SQLException {
        try (var db = TestPostgres.connect(labd.database());
                var query =
                        db.prepareStatement(
                                """
                                SELECT count(*)
                                  FROM certificate
                                 WHERE identity = ?
                                   AND der IS NOT NULL
                                   AND revoked_at IS NULL
                                """)) {
            query.setString(1, identity);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
