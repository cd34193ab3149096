package io.labctl.master.ca;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.secret.Secret;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the authority's keys are kept, and the key that encrypts them. */
@Tag("database")
class AuthorityKeysIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir private Path folder;

    @BeforeEach
    void forgetTheAuthority() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM authority"));
    }

    @Test
    void its_keys_are_not_in_the_database_in_clear() throws Exception {
        open();
        Secret written = new Secret(Files.readString(keyFile()));
        EncryptionKey key = EncryptionKey.of(written);

        byte[] everything = everyByteOfTheDatabase();

        for (PrivateKey each : List.of(keyOf("root", key), keyOf("issuing", key))) {
            assertThat(contains(everything, each.getEncoded())).isFalse();
            assertThat(contains(everything, secretNumber(each))).isFalse();
            assertThat(contains(everything, base64(each.getEncoded()))).isFalse();
            assertThat(contains(everything, base64(secretNumber(each)))).isFalse();
            assertThat(contains(everything, hex(secretNumber(each)))).isFalse();
        }
        assertThat(contains(everything, Der.of(open().root()))).isTrue();
        assertThat(contains(everything, Base64.getDecoder().decode(written.reveal()))).isFalse();
    }

    @Test
    void the_two_keys_cannot_stand_in_for_each_other() {
        open();
        database.jdbi()
                .useHandle(
                        db ->
                                db.execute(
                                        """
                                        UPDATE authority
                                           SET encrypted_key = (SELECT encrypted_key FROM authority
                                                                 WHERE kind = 'root')
                                         WHERE kind = 'issuing'
                                        """));

        assertThatThrownBy(this::open)
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("the issuing key in the database was not encrypted with");
    }

    @Test
    void the_key_file_is_made_for_its_owner_only() throws IOException {
        open();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(keyFile()))).hasSize(32);
    }

    @Test
    void the_wrong_key_file_is_one_sentence() throws IOException {
        open();
        Path wrong = folder.resolve("wrong.key");
        Files.writeString(wrong, Authorities.freshKey());

        assertThatThrownBy(() -> Authorities.open(database.jdbi(), wrong, CLOCK))
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "the root key in the database was not encrypted with the key that labd was given; give it the right ca.key-file");
    }

    @Test
    void a_lost_key_file_is_one_sentence_and_no_other_is_made_in_its_place() throws IOException {
        open();
        Files.delete(keyFile());

        assertThatThrownBy(this::open)
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "the database holds an authority, but the key file '%s' that opens it is not there; put it back, or give its content in LABD_CA_KEY"
                                .formatted(keyFile()));
        assertThat(keyFile()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"'', it holds 0", "c2hvcnQ=, it holds 5", "not base64!, it is not base64"})
    void a_key_file_with_something_else_in_it_is_one_sentence(String content, String but)
            throws IOException {
        Files.writeString(keyFile(), content);

        assertThatThrownBy(this::open)
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "ca.key-file '%s' must hold the CA's encryption key, 32 bytes in base64, but %s"
                                .formatted(keyFile(), but));
    }

    @Test
    void a_key_file_that_cannot_be_read_is_one_sentence() throws IOException {
        Files.createDirectory(keyFile());

        assertThatThrownBy(this::open)
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith(
                        "the CA's key file '%s' is not usable: ".formatted(keyFile()))
                .hasMessageNotContaining("Exception");
    }

    private CertificateAuthority open() {
        return Authorities.open(database.jdbi(), keyFile(), CLOCK);
    }

    private Path keyFile() {
        return folder.resolve("ca.key");
    }

    private static PrivateKey keyOf(String kind, EncryptionKey key) {
        var stored =
                database.jdbi()
                        .withHandle(db -> new CertificateRepository().authority(db, kind))
                        .orElseThrow();
        return CertificateKeys.fromPkcs8(
                new KeyEncryption(key, Authorities.RANDOM).decrypt(kind, stored.encryptedKey()));
    }

    /** The private scalar itself, however it is wrapped. */
    private static byte[] secretNumber(PrivateKey key) {
        byte[] number = ((ECPrivateKey) key).getS().toByteArray();
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static byte[] base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encode(bytes);
    }

    private static byte[] hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).getBytes(UTF_8);
    }

    /** Every column of every row of every table, one after the other. */
    private static byte[] everyByteOfTheDatabase() throws SQLException {
        var bytes = new ByteArrayOutputStream();
        try (var connection = TestPostgres.connect(database.config());
                var tables =
                        connection
                                .getMetaData()
                                .getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                try (var query = connection.createStatement();
                        var rows = query.executeQuery("SELECT * FROM \"" + table + "\"")) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            byte[] cell = rows.getBytes(i);
                            bytes.writeBytes(cell == null ? new byte[0] : cell);
                        }
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    private static boolean contains(byte[] haystack, byte[] needle) {
        String all = new String(haystack, ISO_8859_1);
        return all.contains(new String(needle, ISO_8859_1));
    }
}
