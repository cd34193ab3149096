package io.labctl.agent.enroll;

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
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;


class EnrollmentTest {
    private static final String PATH = "/agent/v1/enroll";
    private static final String SECRET = "B".repeat(42) + "A";

    @TempDir Path folder;
    private TestAuthority authority;
    private FakeLabd labd;
    private IdentityStore identities;

    @BeforeEach
    void start() throws Exception {
        authority = new TestAuthority();
        labd = new FakeLabd(authority);
        identities = new IdentityStore(folder);
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
    void a_secret_is_not_sent_again_when_the_answer_breaks_off() {
        labd.answers(PATH, Answer.json(201, Map.of()).thatBreaksOff());

        assertThatThrownBy(() -> enroll(authority.pin(), false)).isInstanceOf(Unavailable.class);
        assertThat(labd.requests()).hasSize(1);
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
                        new KeyPairs(new SecureRandom()),
                        contact,
                        new Timekeeper(Clock.systemUTC(), System::nanoTime))
                .enroll(
                        labd.uri(),
                        JoinToken.parse("lab1.abcdefghi9.%s.%s".formatted(SECRET, pin)),
                        new ServerName("web1"),
                        force);
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
        try (var files = Files.walk(folder)) {
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
