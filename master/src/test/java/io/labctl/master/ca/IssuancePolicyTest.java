package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the authority will not sign. */
class IssuancePolicyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final PublicKey P256 = CertificateKeys.generate(RANDOM).getPublic();
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final String AGENT = "lab://agent/baremetal/lab/web01";
    private static final String USER = "lab://user/admin";

    private final IssuancePolicy policy = new IssuancePolicy(RANDOM);

    @Test
    void a_sound_template_gets_a_serial_number() {
        var template = template(Profile.AGENT, AGENT, "web01", List.of(), P256);

        assertThat(policy.check(template).template()).isEqualTo(template);
        assertThat(policy.check(template).serial()).isNotEqualTo(policy.check(template).serial());
    }

    @ParameterizedTest
    @CsvSource({"secp384r1, the key is EC of 384 bits", "secp521r1, the key is EC of 521 bits"})
    void another_curve_is_refused(String curve, String words) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));

        refusedKey(generator.generateKeyPair().getPublic(), words);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, the key is RSA of 2048 bits",
        "Ed25519, the key is EdDSA",
        "X25519, the key is XDH"
    })
    void another_kind_of_key_is_refused(String algorithm, String words) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(2048);
        }

        refusedKey(generator.generateKeyPair().getPublic(), words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web01",
                USER,
                "lab://agent/baremetal/lab",
                "lab://agent/baremetal/lab/",
                "lab://agent/baremetal/lab/web01/x",
                "lab://agent/Baremetal/lab/web01",
                "lab://agent/baremetal/lab/web01\n",
                "lab://agent/baremetal/lab/web01#x",
                "LAB://agent/baremetal/lab/web01"
            })
    void an_agent_is_named_as_an_agent(String identity) {
        refused(template(Profile.AGENT, identity, "web01", List.of(), P256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "admin",
                AGENT,
                "lab://user/",
                "lab://user/a/b",
                "lab://user/A",
                "lab://user/a\u0000"
            })
    void a_person_is_named_as_a_person(String identity) {
        refused(template(Profile.USER, identity, "admin", List.of(), P256));
    }

    @Test
    void only_labd_carries_host_names() {
        refused(template(Profile.AGENT, AGENT, "web01", List.of("web01.lab"), P256));
        refused(template(Profile.USER, USER, "admin", List.of("10.0.0.1"), P256));
    }

    @Test
    void labd_needs_the_names_it_is_reached_by_and_its_own_identity() {
        refused(template(Profile.SERVER, "lab://labd", "labd", List.of(), P256));
        refused(template(Profile.SERVER, USER, "labd", List.of("labd.lab"), P256));
        refused(template(Profile.SERVER, "lab://labd/", "labd", List.of("labd.lab"), P256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "labd lab",
                "*.lab",
                "-labd",
                "labd_1",
                "l\u00e4bd",
                "a..b",
                "999.1.1.1",
                "1.2",
                "fe80::1%eth0",
                "::g"
            })
    void what_is_neither_a_host_name_nor_an_address_is_in_no_certificate(String host) {
        refused(template(Profile.SERVER, "lab://labd", "labd", List.of("labd.lab", host), P256));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void a_common_name_has_1_to_64_characters(int length) {
        refused(template(Profile.AGENT, AGENT, "x".repeat(length), List.of(), P256));
    }

    @Test
    void a_life_ends_after_it_begins() {
        refused(
                new CertificateTemplate(
                        Profile.AGENT, AGENT, "web01", List.of(), P256, NOON, NOON));
    }

    private void refusedKey(PublicKey key, String words) {
        assertThatThrownBy(() -> policy.check(template(Profile.AGENT, AGENT, "x", List.of(), key)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(words + ", only ECDSA on P-256 is accepted");
    }

    private void refused(CertificateTemplate template) {
        assertThatThrownBy(() -> policy.check(template)).isInstanceOf(InvalidInput.class);
    }

    private static CertificateTemplate template(
            Profile profile, String identity, String name, List<String> hosts, PublicKey key) {
        return new CertificateTemplate(
                profile, identity, name, hosts, key, NOON, NOON.plusSeconds(60));
    }
}
