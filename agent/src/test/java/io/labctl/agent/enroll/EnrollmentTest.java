package io.labctl.agent.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.KeyPairs;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.labd.FakePauses;
import io.labctl.agent.labd.Retries;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrollmentTest {
    private static final String PATH = "/agent/v1/enroll";
    private static final String SECRET = "B".repeat(42) + "A";

    @TempDir Path folder;
    private TestAuthority authority;
    private FakeLabd labd;
    private IdentityStore identities;
    private @Nullable String signed;

    @BeforeEach
    void start() throws Exception {
        authority = new TestAuthority();
        labd = new FakeLabd(authority);
        identities = new IdentityStore(folder.resolve("identity"));
    }

    @AfterEach
    void stop() {
        labd.close();
    }

    @Test
    void an_enrolled_machine_has_a_certificate_for_its_own_key() throws Exception {
        labd.answers(PATH, this::issue);

        Identity identity = enroll(authority.pin(), false);

        assertThat(identity.agent().toString()).isEqualTo("lab://agent/metal/prod/web1");
        assertThat(identities.load().orElseThrow().certificate()).isEqualTo(identity.certificate());
        assertThat(labd.requests().getFirst().text())
                .contains("\"tokenId\":\"abcdefghi9\"", SECRET, "\"name\":\"web1\"");
    }

    @Test
    void a_server_without_the_pinned_root_never_sees_the_secret() {
        String otherPin = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

        assertThatThrownBy(() -> enroll(otherPin, false))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("none of its issuers is the one pinned in the token");
        assertThat(labd.requests()).isEmpty();
        assertThat(identities.load()).isEmpty();
    }

    @Test
    void a_server_with_the_pinned_root_but_another_name_never_sees_the_secret() throws Exception {
        labd.close();
        labd = new FakeLabd(authority.serverTls("127.0.0.9"));

        assertThatThrownBy(() -> enroll(authority.pin(), false))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("127.0.0.1");
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void a_server_that_only_shows_the_pinned_root_without_being_issued_by_it_is_refused()
            throws Exception {
        var stranger = new TestAuthority();
        labd.close();
        labd = new FakeLabd(stranger.serverTls("127.0.0.1", authority.root()));

        assertThatThrownBy(() -> enroll(authority.pin(), false)).isInstanceOf(Unavailable.class);
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void a_refusal_is_one_sentence_of_labd() {
        labd.answers(PATH, Answer.problem(403, "denied", "join token abcdefghi9 is already used"));

        assertThatThrownBy(() -> enroll(authority.pin(), false))
                .isInstanceOf(Denied.class)
                .hasMessage("enrolment refused: join token abcdefghi9 is already used");
    }

    @Test
    void an_answer_that_is_lost_is_asked_for_again_with_the_same_request() throws Exception {
        labd.answers(PATH, request -> issueOnce(request).thatBreaksOff());
        labd.answers(PATH, this::issueOnce);

        Identity identity = enroll(authority.pin(), false);

        assertThat(identities.load().orElseThrow().certificate()).isEqualTo(identity.certificate());
        assertThat(labd.requests()).hasSize(2);
    }

    @Test
    void after_all_answers_were_lost_the_same_command_goes_on() throws Exception {
        labd.answers(PATH, request -> issueOnce(request).thatBreaksOff());
        assertThatThrownBy(() -> enroll(authority.pin(), false)).isInstanceOf(Unavailable.class);
        labd.forgets(PATH).answers(PATH, this::issueOnce);

        Identity identity = enroll(authority.pin(), false);

        assertThat(identities.load().orElseThrow().certificate()).isEqualTo(identity.certificate());
        assertThat(labd.requests()).hasSize(5);
        assertThat(staged()).isEmptyDirectory();
    }

    @Test
    void a_labd_that_cannot_issue_now_is_asked_again() throws Exception {
        labd.answers(PATH, Answer.of(500), Answer.of(503)).answers(PATH, this::issueOnce);

        assertThat(enroll(authority.pin(), false).agent().server().value()).isEqualTo("web1");
    }

    @Test
    void the_key_that_waits_for_its_certificate_is_for_its_owner_alone() throws Exception {
        labd.answers(PATH, Answer.of(503));
        assertThatThrownBy(() -> enroll(authority.pin(), false)).isInstanceOf(Unavailable.class);

        Path key = staged().resolve("abcdefghi9.web1.pem");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staged())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_request_that_labd_refused_is_not_made_again() throws Exception {
        labd.answers(PATH, Answer.problem(403, "denied", "used")).answers(PATH, this::issue);
        assertThatThrownBy(() -> enroll(authority.pin(), false)).isInstanceOf(Denied.class);

        enroll(authority.pin(), false);

        assertThat(csr(labd.requests().getFirst())).isNotEqualTo(csr(labd.requests().getLast()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 300, 700})
    void a_staged_key_that_is_not_whole_is_made_anew(int bytes) throws Exception {
        labd.answers(PATH, Answer.of(503));
        assertThatThrownBy(() -> enroll(authority.pin(), false)).isInstanceOf(Unavailable.class);
        Path key = staged().resolve("abcdefghi9.web1.pem");
        byte[] whole = Files.readAllBytes(key);
        Files.write(key, Arrays.copyOf(whole, Math.min(bytes, whole.length - 1)));
        labd.forgets(PATH).answers(PATH, this::issue);

        enroll(authority.pin(), false);

        assertThat(identities.load()).isPresent();
    }

    @Test
    void an_enrolled_machine_is_not_enrolled_again_by_mistake() throws Exception {
        labd.answers(PATH, this::issue);
        enroll(authority.pin(), false);

        assertThatThrownBy(() -> enroll(authority.pin(), false))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("already enrolled as lab://agent/metal/prod/web1")
                .hasMessageContaining("--force");
        assertThat(labd.requests()).hasSize(1);
    }

    @Test
    void a_forced_enrolment_replaces_the_identity() throws Exception {
        labd.answers(PATH, this::issue);
        Identity first = enroll(authority.pin(), false);

        Identity second = enroll(authority.pin(), true);

        assertThat(second.certificate()).isNotEqualTo(first.certificate());
        assertThat(identities.load().orElseThrow().certificate()).isEqualTo(second.certificate());
    }

    @Test
    void an_enrolment_that_fails_leaves_the_identity_byte_for_byte() throws Exception {
        labd.answers(PATH, this::issue);
        enroll(authority.pin(), false);
        Map<String, String> before = everything();

        labd.forgets(PATH).answers(PATH, Answer.problem(403, "denied", "used"));
        assertThatThrownBy(() -> enroll(authority.pin(), true)).isInstanceOf(Denied.class);
        labd.forgets(PATH).answers(PATH, Answer.json(201, new EnrollResponse("x", "x", "x")));
        assertThatThrownBy(() -> enroll(authority.pin(), true)).isInstanceOf(InvalidInput.class);
        labd.forgets(PATH).answers(PATH, request -> issue(request, "web2", authority));
        assertThatThrownBy(() -> enroll(authority.pin(), true))
                .hasMessage("labd issued a certificate for 'web2' instead of 'web1'");

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void certificates_of_another_authority_are_refused() throws Exception {
        var stranger = new TestAuthority();
        labd.answers(PATH, request -> issue(request, "web1", stranger));

        assertThatThrownBy(() -> enroll(authority.pin(), false))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("the root pinned in the token is not among the roots");
        assertThat(identities.load()).isEmpty();
    }

    private Identity enroll(String pin, boolean force) {
        var contact =
                new FirstContact(
                        () -> new Retries(new FakePauses(), new Random(1)),
                        new Stop(),
                        WireJson.mapper());
        return new Enrollment(
                        identities,
                        new Staging(staged(), new KeyPairs(new SecureRandom())),
                        contact,
                        new Timekeeper(Clock.systemUTC(), System::nanoTime))
                .enroll(
                        labd.uri(),
                        JoinToken.parse("lab1.abcdefghi9.%s.%s".formatted(SECRET, pin)),
                        new ServerName("web1"),
                        force);
    }

    private Path staged() {
        return folder.resolve("enrolment");
    }

    /** As for a one-time token: only who asked first is answered again. */
    private Answer issueOnce(FakeLabd.Request request) {
        signed = signed == null ? csr(request) : signed;
        return csr(request).equals(signed)
                ? issue(request)
                : Answer.problem(403, "denied", "join token 'abcdefghi9' has been used");
    }

    private static String csr(FakeLabd.Request request) {
        return WireJson.mapper().readValue(request.body(), EnrollRequest.class).csr();
    }

    private Answer issue(FakeLabd.Request request) {
        return issue(request, "web1", authority);
    }

    private static Answer issue(FakeLabd.Request request, String name, TestAuthority authority) {
        try {
            var asked = WireJson.mapper().readValue(request.body(), EnrollRequest.class);
            var agent = AgentId.parse("lab://agent/metal/prod/" + name);
            return Answer.json(
                    201,
                    new EnrollResponse(
                            agent.toString(),
                            authority.chainPem(agent, asked.csr()),
                            authority.rootsPem()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> everything() throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(folder.resolve("identity"))) {
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
}
