package io.labctl.master;

import static io.labctl.master.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.enroll.Csr;
import java.security.KeyPair;
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

/** Every reason why a signing request is not signed. */
@Tag("database")
class SigningRequestRefusalsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private final Enrolment enrolment = new Enrolment(labd);

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
    void two_requests_in_one_are_refused() {
        refusedRequest(
                "web02",
                Csr.of("web02", Csr.p256()) + Csr.of("web02", Csr.p256()),
                "it is not one PKCS #10 request, there is more behind it");
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
    void a_bad_request_does_not_use_up_the_token() {
        var token = enrolment.oneTime();
        enrolment.join(token, "bad01", "no request");

        assertThat(enrolment.join(token, "bad01", Csr.p256()).status()).isEqualTo(201);
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
}
