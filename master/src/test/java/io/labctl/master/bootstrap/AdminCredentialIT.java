package io.labctl.master.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.identity.KeyMatch;
import io.labctl.catalog.identity.Pem;
import io.labctl.master.LoggedLines;
import io.labctl.master.ca.AuthorityKey;
import io.labctl.master.ca.CaConfig;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateKeys;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.ca.Serial;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.SmallDisk;
import io.labctl.master.site.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the first person's credential is made and stays of use. */
@Tag("database")
class AdminCredentialIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(30);
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir private Path folder;

    private final FakeClock clock = new FakeClock(NOON);

    @BeforeEach
    void a_credential_was_made() {
        newAuthority();
        start("https://labd.lab:7443");
    }

    @Test
    void a_start_soon_after_leaves_it_and_tells_where_labd_is_now() throws IOException {
        X509Certificate before = certificate();
        clock.advance(LIFE.dividedBy(2));

        start("https://labd.lab:8443");

        assertThat(certificate()).isEqualTo(before);
        assertThat(admin("config.yaml")).content().contains("server: https://labd.lab:8443");
    }

    @ParameterizedTest
    @ValueSource(ints = {21, 29, 31, 365})
    void a_start_near_or_after_its_end_renews_it_for_the_same_key(int days) throws IOException {
        X509Certificate before = certificate();
        String key = Files.readString(admin("admin.key"));
        clock.advance(Duration.ofDays(days));

        start("https://labd.lab:7443");

        assertThat(certificate().getNotAfter().toInstant()).isEqualTo(clock.instant().plus(LIFE));
        assertThat(certificate().getPublicKey()).isEqualTo(before.getPublicKey());
        assertThat(admin("admin.key")).hasContent(key);
        assertThat(isInForce(certificate())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin.crt", "admin.key"})
    void a_part_that_is_lost_is_made_anew_with_the_rest(String lost) throws IOException {
        X509Certificate before = certificate();
        Files.delete(admin(lost));

        start("https://labd.lab:7443");

        assertThat(certificate().getPublicKey()).isNotEqualTo(before.getPublicKey());
        assertThat(admin("admin.key")).exists();
    }

    @ParameterizedTest
    @MethodSource("damagedKeys")
    void a_key_that_is_not_the_certificate_s_is_made_anew_with_it(byte[] damaged)
            throws IOException {
        X509Certificate before = certificate();
        Files.write(admin("admin.key"), damaged);

        start("https://labd.lab:7443");

        assertThat(certificate().getPublicKey()).isNotEqualTo(before.getPublicKey());
        assertThat(KeyMatch.isKeyOf(key(), certificate())).isTrue();
    }

    static List<byte[]> damagedKeys() {
        String foreign = Pem.of(CertificateKeys.generate(RANDOM).getPrivate());
        return List.of(
                new byte[0],
                "not a key".getBytes(UTF_8),
                new byte[] {(byte) 0xc3, 0, (byte) 0xff},
                Pem.block("PRIVATE KEY", new byte[] {1, 2, 3}).getBytes(UTF_8),
                foreign.getBytes(UTF_8));
    }

    @Test
    void a_lost_root_is_written_again_and_the_rest_stays() throws IOException {
        X509Certificate before = certificate();
        Files.delete(admin("ca.pem"));

        start("https://labd.lab:7443");

        assertThat(root()).isEqualTo(authority().root());
        assertThat(certificate()).isEqualTo(before);
    }

    @Test
    void a_root_that_is_not_the_authority_s_is_corrected() throws IOException {
        Files.copy(admin("admin.crt"), admin("ca.pem"), StandardCopyOption.REPLACE_EXISTING);

        start("https://labd.lab:7443");

        assertThat(root()).isEqualTo(authority().root());
    }

    @Test
    void a_draft_that_a_killed_labd_left_goes_with_the_next_one() throws IOException {
        Files.move(folder.resolve("admin"), folder.resolve("admin.new"));
        Files.delete(folder.resolve("admin.new/config.yaml"));

        start("https://labd.lab:7443");

        assertThat(folder.resolve("admin.new")).doesNotExist();
        assertThat(admin("config.yaml")).exists();
    }

    @Test
    void a_draft_that_cannot_take_its_place_is_not_left() throws IOException {
        Files.move(folder.resolve("admin"), folder.resolve("taken away"));
        Files.createSymbolicLink(folder.resolve("admin"), folder.resolve("nowhere"));

        assertThatThrownBy(() -> start("https://labd.lab:7443"))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("the admin credential cannot be written to");

        assertThat(folder.resolve("admin.new")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a certificate", "\u00c3\u0000\u00ff"})
    void a_certificate_that_is_not_one_is_made_anew(String damaged) throws IOException {
        Files.writeString(admin("admin.crt"), damaged, ISO_8859_1);

        start("https://labd.lab:7443");

        assertThat(isInForce(certificate())).isTrue();
    }

    @Test
    void that_of_another_authority_is_made_anew_with_the_root_to_trust() throws IOException {
        newAuthority();

        start("https://labd.lab:7443");

        assertThat(authority().issued(certificate())).isTrue();
        assertThat(root()).isEqualTo(authority().root());
    }

    @Test
    void a_lost_folder_is_made_anew_and_what_was_lost_stays_in_force_until_its_end()
            throws IOException {
        X509Certificate lost = certificate();
        Files.move(folder.resolve("admin"), folder.resolve("taken away"));

        start("https://labd.lab:7443");

        assertThat(certificate()).isNotEqualTo(lost);
        assertThat(isInForce(certificate())).isTrue();
        assertThat(isInForce(lost)).isTrue();
    }

    @Test
    void what_is_right_already_is_not_written_again() throws IOException {
        Map<String, Object> before = files();

        start("https://labd.lab:7443");

        assertThat(files()).hasSize(4).isEqualTo(before);
    }

    @Test
    void on_a_full_disk_the_one_that_is_there_is_kept_and_what_it_lacks_is_told() throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"), 1);
                var log = LoggedLines.of(AdminCredential.class)) {
            Path admin = disk.folder().resolve("admin");
            keep(admin, "https://labd.lab:7443");
            String before = Files.readString(admin.resolve("config.yaml"));
            disk.fill();

            keep(admin, "https://labd.lab:8443");

            assertThat(log.all())
                    .containsExactly(
                            "WARN the admin credential could not be brought up to date; the next start tries again folder=\"%s\" reason=\"no space left on device\""
                                    .formatted(admin));
            assertThat(admin.resolve("config.yaml")).hasContent(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin.crt", "admin.key", "ca.pem", "config.yaml"})
    void on_a_full_disk_one_that_is_of_no_use_ends_the_start(String lost) throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"), 1)) {
            Path admin = disk.folder().resolve("admin");
            keep(admin, "https://labd.lab:7443");
            Files.delete(admin.resolve(lost));
            disk.fill();

            assertThatThrownBy(() -> keep(admin, "https://labd.lab:7443"))
                    .isInstanceOf(Unavailable.class)
                    .hasMessage(
                            "the admin credential cannot be written to '%s': no space left on device; free space on its disk",
                            admin);
        }
    }

    @Test
    void on_a_full_disk_one_that_has_ended_ends_the_start() throws Exception {
        try (var disk = SmallDisk.at(folder.resolve("disk"), 1)) {
            Path admin = disk.folder().resolve("admin");
            keep(admin, "https://labd.lab:7443");
            disk.fill();
            clock.advance(LIFE);

            assertThatThrownBy(() -> keep(admin, "https://labd.lab:7443"))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageEndingWith("no space left on device; free space on its disk");
        }
    }

    @Test
    void what_cannot_be_written_keeps_nothing_else_from_being_renewed() throws IOException {
        X509Certificate before = certificate();
        Files.delete(admin("config.yaml"));
        Files.createDirectories(admin("config.yaml").resolve("in-the-way"));
        clock.advance(LIFE.minusDays(1));

        assertThatThrownBy(() -> start("https://labd.lab:7443")).isInstanceOf(Unavailable.class);

        assertThat(certificate()).isNotEqualTo(before);
    }

    private Map<String, Object> files() throws IOException {
        var found = new TreeMap<String, Object>();
        try (var files = Files.list(folder.resolve("admin"))) {
            for (Path file : files.toList()) {
                found.put(file.toString(), Files.getAttribute(file, "unix:ino"));
            }
        }
        return found;
    }

    private void keep(Path admin, String url) {
        new AdminCredential(admin, authority(), LIFE, clock, RANDOM).keep(url);
    }

    private void start(String url) {
        keep(folder.resolve("admin"), url);
    }

    private void newAuthority() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM authority"));
        authority();
    }

    private CertificateAuthority authority() {
        return AuthorityKey.open(
                new CaConfig(folder.resolve("ca.key"), null, LIFE, LIFE, LIFE),
                database.jdbi(),
                new CertificateRepository(),
                clock,
                RANDOM);
    }

    private X509Certificate certificate() throws IOException {
        return Pem.certificates("file", Files.readString(admin("admin.crt"))).getFirst();
    }

    private PrivateKey key() throws IOException {
        return Pem.key("file", Files.readString(admin("admin.key")), "EC");
    }

    private X509Certificate root() throws IOException {
        return Pem.certificates("file", Files.readString(admin("ca.pem"))).getFirst();
    }

    private Path admin(String file) {
        return folder.resolve("admin").resolve(file);
    }

    private static boolean isInForce(X509Certificate certificate) {
        return database.jdbi()
                .withHandle(
                        db ->
                                new CertificateRepository()
                                        .isInForce(db, Serial.of(certificate.getSerialNumber())));
    }
}
