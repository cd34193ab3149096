package io.labctl.agent.enroll;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.KeyPairs;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.labd.FakePauses;
import io.labctl.agent.labd.Retries;
import io.labctl.agent.proxy.Proxies;
import io.labctl.agent.proxy.ProxySetting;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.Contact;
import io.labctl.agent.status.StateFiles;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A machine that joins a fake labd. */
final class JoiningMachine implements AutoCloseable {
    static final String SECRET = "B".repeat(42) + "A";

    private final Path folder;
    private final TestAuthority authority = new TestAuthority();
    private final Issuing issuing = new Issuing(authority);
    private final IdentityStore identities;
    private FakeLabd labd;
    private @Nullable String signed;

    JoiningMachine(Path folder) throws Exception {
        this.folder = folder;
        this.identities = new IdentityStore(identity());
        this.labd = new FakeLabd(authority);
    }

    TestAuthority authority() {
        return authority;
    }

    FakeLabd labd() {
        return labd;
    }

    IdentityStore identities() {
        return identities;
    }

    /** Another labd, which shows itself in its own way. */
    void meets(SSLContext tls) throws Exception {
        labd.close();
        labd = new FakeLabd(tls);
    }

    Identity enroll(boolean force) throws Exception {
        return enroll(authority.pin(), force);
    }

    Identity enroll(String pin, boolean force) {
        var contact =
                new FirstContact(
                        new Proxies(new ProxySetting.Direct(), Map.of()),
                        () -> new Retries(new FakePauses(), new Random(1)),
                        new Stop(),
                        WireJson.mapper());
        return new Enrolment(
                        identities,
                        new Staging(staged(), new KeyPairs(new SecureRandom())),
                        contact,
                        new Timekeeper(Clock.systemUTC(), System::nanoTime),
                        lastContact())
                .enroll(
                        labd.uri(),
                        JoinToken.parse("lab1.abcdefghi9.%s.%s".formatted(SECRET, pin)),
                        new ServerName("web1"),
                        force);
    }

    Remembered<Contact> lastContact() {
        return StateFiles.in(folder.resolve("runs"), WireJson.mapper()).contact();
    }

    Path identity() {
        return folder.resolve("identity");
    }

    Path staged() {
        return folder.resolve("enrolment");
    }

    Answer issue(FakeLabd.Request request) {
        return issuing.issue(request, "web1");
    }

    /** As for a one-time token: only who asked first is answered again. */
    Answer issueOnce(FakeLabd.Request request) {
        signed = signed == null ? csr(request) : signed;
        return csr(request).equals(signed)
                ? issue(request)
                : Answer.problem(403, "denied", "join token 'abcdefghi9' has been used");
    }

    static String csr(FakeLabd.Request request) {
        return WireJson.mapper().readValue(request.body(), EnrollRequest.class).csr();
    }

    /** What the machine keeps of its identity, byte for byte. */
    Map<String, String> everything() throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(identity())) {
            for (Path file : files.toList()) {
                all.put(
                        folder.relativize(file).toString(),
                        Files.isRegularFile(file)
                                ? Files.readString(file)
                                : String.valueOf(Files.isSymbolicLink(file)));
            }
        }
        return all;
    }

    @Override
    public void close() {
        labd.close();
    }
}
