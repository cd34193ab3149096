package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.database.FreshDatabase;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in the certificates that labd signs, held against RFC 5280. */
@Tag("database")
class CertificateProfileIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    /** Bits of the key usage (RFC 5280, section 4.2.1.3). */
    private static final int DIGITAL_SIGNATURE = 0;

    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;

    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;
    private static final int IP_ADDRESS = 7;

    private static CertificateAuthority authority;

    @BeforeAll
    static void openAuthority() {
        authority = Authorities.open(database.jdbi(), Authorities.freshKey(), Clock.systemUTC());
    }

    @Test
    void the_root_lets_one_authority_stand_below_it() {
        assertThat(authority.root().getBasicConstraints()).isEqualTo(1);
        assertThat(authority.root().getIssuerX500Principal())
                .isEqualTo(authority.root().getSubjectX500Principal());
    }

    @Test
    void the_issuing_authority_signs_leaves_only() {
        assertThat(authority.issuing().getBasicConstraints()).isZero();
        assertThat(authority.issuing().getIssuerX500Principal())
                .isEqualTo(authority.root().getSubjectX500Principal());
    }

    @Test
    void a_leaf_is_no_authority() {
        for (X509Certificate leaf : leaves()) {
            assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
            assertThat(leaf.getIssuerX500Principal())
                    .isEqualTo(authority.issuing().getSubjectX500Principal());
        }
    }

    @Test
    void basic_constraints_and_key_usage_are_critical_and_nothing_else_is() {
        for (X509Certificate each : all()) {
            assertThat(each.getCriticalExtensionOIDs())
                    .containsExactlyInAnyOrder(BASIC_CONSTRAINTS, KEY_USAGE);
        }
    }

    @Test
    void authorities_sign_certificates_and_lists_and_nothing_else() {
        for (X509Certificate each : authorities()) {
            assertThat(usages(each)).containsExactly(KEY_CERT_SIGN, CRL_SIGN);
            assertThat(each.getNonCriticalExtensionOIDs())
                    .containsExactlyInAnyOrder(SUBJECT_KEY, AUTHORITY_KEY);
        }
    }

    @Test
    void a_leaf_signs_what_it_says_and_only_a_labd_is_for_both_sides_of_tls() throws Exception {
        assertThat(authorizedFor(Authorities.agent(authority, Authorities.YEAR)))
                .containsExactly(CLIENT_AUTH);
        assertThat(authorizedFor(Authorities.user(authority))).containsExactly(CLIENT_AUTH);
        assertThat(authorizedFor(Authorities.server(authority, "labd.lab")))
                .containsExactlyInAnyOrder(SERVER_AUTH, CLIENT_AUTH);
        for (X509Certificate leaf : leaves()) {
            assertThat(usages(leaf)).containsExactly(DIGITAL_SIGNATURE);
            assertThat(leaf.getNonCriticalExtensionOIDs())
                    .containsExactlyInAnyOrder(
                            EXTENDED_KEY_USAGE,
                            SUBJECT_ALTERNATIVE_NAME,
                            SUBJECT_KEY,
                            AUTHORITY_KEY);
        }
    }

    @Test
    void each_names_its_own_key_and_its_issuers() throws Exception {
        assertThat(issuerKey(authority.root())).isEqualTo(ownKey(authority.root()));
        assertThat(issuerKey(authority.issuing())).isEqualTo(ownKey(authority.root()));
        for (X509Certificate leaf : leaves()) {
            assertThat(issuerKey(leaf)).isEqualTo(ownKey(authority.issuing()));
            assertThat(ownKey(leaf)).isNotEqualTo(issuerKey(leaf));
        }
    }

    @Test
    void an_agent_and_a_person_are_named_by_one_uri_and_nothing_else() throws Exception {
        X509Certificate agent = Authorities.agent(authority, Authorities.YEAR);
        X509Certificate person = Authorities.user(authority);

        assertThat(names(agent))
                .containsExactly(List.of(URI_NAME, "lab://agent/baremetal/lab/web01"));
        assertThat(names(person)).containsExactly(List.of(URI_NAME, "lab://user/admin"));
    }

    @Test
    void labd_is_named_by_its_uri_and_the_hosts_it_is_reached_by() throws Exception {
        X509Certificate labd = Authorities.server(authority, "labd.lab", "10.0.0.1", "fe80::1");

        assertThat(names(labd))
                .containsExactly(
                        List.of(URI_NAME, "lab://labd"),
                        List.of(DNS_NAME, "labd.lab"),
                        List.of(IP_ADDRESS, "10.0.0.1"),
                        List.of(IP_ADDRESS, "fe80:0:0:0:0:0:0:1"));
    }

    @Test
    void serial_numbers_are_positive_short_random_and_never_the_same() {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            X509Certificate leaf = Authorities.agent(authority, Authorities.YEAR);

            assertThat(leaf.getSerialNumber().signum()).isPositive();
            assertThat(leaf.getSerialNumber().toByteArray()).hasSizeBetween(9, 20);
            assertThat(seen.add(leaf.getSerialNumber())).isTrue();
        }
        assertThat(seen).doesNotContain(authority.root().getSerialNumber());
    }

    @Test
    void all_is_signed_with_ecdsa_and_sha_256() {
        assertThat(all()).allMatch(each -> each.getSigAlgName().equals("SHA256withECDSA"));
        assertThat(all()).allMatch(each -> each.getVersion() == 3);
    }

    @Test
    void a_life_begins_a_little_earlier_for_clocks_that_are_behind() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        X509Certificate leaf = Authorities.agent(authority, Duration.ofDays(2));

        assertThat(leaf.getNotBefore().toInstant())
                .isBetween(before.minusSeconds(301), Instant.now().minusSeconds(299));
        assertThat(Duration.between(before, leaf.getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(2).minusSeconds(1), Duration.ofDays(2).plusMinutes(1));
    }

    @Test
    void a_life_is_cut_at_the_issuers_end() {
        X509Certificate leaf = Authorities.agent(authority, Duration.ofDays(100 * 365));

        assertThat(leaf.getNotAfter()).isEqualTo(authority.issuing().getNotAfter());
        assertThat(authority.issuing().getNotAfter()).isBefore(authority.root().getNotAfter());
        assertThat(leaf.getNotBefore()).isAfterOrEqualTo(authority.issuing().getNotBefore());
    }

    private static List<X509Certificate> authorities() {
        return List.of(authority.root(), authority.issuing());
    }

    private static List<X509Certificate> leaves() {
        return List.of(
                Authorities.agent(authority, Authorities.YEAR),
                Authorities.user(authority),
                Authorities.server(authority, "labd.lab"));
    }

    private static List<X509Certificate> all() {
        var all = new ArrayList<>(authorities());
        all.addAll(leaves());
        return all;
    }

    private static List<Integer> usages(X509Certificate certificate) {
        boolean[] bits = certificate.getKeyUsage();
        List<Integer> set = new ArrayList<>();
        for (int i = 0; i < bits.length; i++) {
            if (bits[i]) {
                set.add(i);
            }
        }
        return set;
    }

    private static List<String> authorizedFor(X509Certificate certificate)
            throws CertificateParsingException {
        List<String> purposes = certificate.getExtendedKeyUsage();
        return purposes == null ? List.of() : purposes;
    }

    private static List<List<?>> names(X509Certificate certificate)
            throws CertificateParsingException {
        return List.copyOf(certificate.getSubjectAlternativeNames());
    }

    private static byte[] ownKey(X509Certificate certificate) throws Exception {
        var holder = new JcaX509CertificateHolder(certificate);
        return SubjectKeyIdentifier.fromExtensions(holder.getExtensions()).getKeyIdentifier();
    }

    private static byte[] issuerKey(X509Certificate certificate) throws Exception {
        var holder = new JcaX509CertificateHolder(certificate);
        return AuthorityKeyIdentifier.fromExtensions(holder.getExtensions())
                .getKeyIdentifierOctets();
    }
}
