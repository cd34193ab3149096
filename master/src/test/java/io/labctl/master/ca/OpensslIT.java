package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.identity.Pem;
import io.labctl.master.database.FreshDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What another program makes of the certificates that labd signs. */
@Tag("database")
class OpensslIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static CertificateAuthority authority;

    @TempDir private Path folder;

    @BeforeAll
    static void openAuthority() throws Exception {
        Assumptions.assumeTrue(openssl("version").isEmpty(), "openssl is not there");
        authority = Authorities.open(database.jdbi(), Authorities.freshKey(), Clock.systemUTC());
    }

    @Test
    void openssl_accepts_the_chain_by_its_strict_rules() throws Exception {
        String agent = verify("sslclient", Authorities.agent(authority, Authorities.YEAR));
        String person = verify("sslclient", Authorities.user(authority));
        String labd = verify("sslserver", Authorities.server(authority, "labd.lab"));

        assertThat(List.of(agent, person, labd)).allMatch(String::isEmpty);
    }

    @Test
    void openssl_refuses_an_agents_certificate_for_a_server() throws Exception {
        String said = verify("sslserver", Authorities.agent(authority, Authorities.YEAR));

        assertThat(said).contains("unsuitable certificate purpose");
    }

    private String verify(String purpose, X509Certificate leaf) throws Exception {
        return openssl(
                "verify",
                "-x509_strict",
                "-CAfile",
                pem("root.pem", authority.root()).toString(),
                "-untrusted",
                pem("issuing.pem", authority.issuing()).toString(),
                "-purpose",
                purpose,
                pem("leaf.pem", leaf).toString());
    }

    /** What it complains of; nothing when all is well. */
    private static String openssl(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return openssl.waitFor() == 0 ? "" : said;
        } catch (IOException e) {
            return "it cannot be started";
        }
    }

    private Path pem(String name, X509Certificate certificate) throws IOException {
        return Files.writeString(folder.resolve(name), Pem.of(List.of(certificate)));
    }
}
