package io.labctl.agent.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.status.Contact;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine has after it joined, or tried to. */
class EnrolmentTest {
    private static final String PATH = "/agent/v1/enroll";

    @TempDir Path folder;
    private JoiningMachine machine;

    @BeforeEach
    void start() throws Exception {
        machine = new JoiningMachine(folder);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void an_enrolled_machine_has_a_certificate_for_its_own_key() throws Exception {
        machine.labd().answers(PATH, machine::issue);

        Identity identity = machine.enroll(false);

        assertThat(identity.agent().toString()).isEqualTo("lab://agent/metal/prod/web1");
        assertThat(machine.identities().load().orElseThrow().certificate())
                .isEqualTo(identity.certificate());
        assertThat(machine.labd().requests().getFirst().text())
                .contains("\"tokenId\":\"abcdefghi9\"", JoiningMachine.SECRET, "\"name\":\"web1\"");
    }

    @Test
    void a_refusal_is_one_sentence_of_labd() {
        machine.labd()
                .answers(
                        PATH,
                        Answer.problem(403, "denied", "join token abcdefghi9 is already used"));

        assertThatThrownBy(() -> machine.enroll(false))
                .isInstanceOf(Denied.class)
                .hasMessage("enrolment refused: join token abcdefghi9 is already used");
    }

    @Test
    void an_enrolled_machine_is_not_enrolled_again_by_mistake() throws Exception {
        machine.labd().answers(PATH, machine::issue);
        machine.enroll(false);

        assertThatThrownBy(() -> machine.enroll(false))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("already enrolled as lab://agent/metal/prod/web1")
                .hasMessageContaining("--force");
        assertThat(machine.labd().requests()).hasSize(1);
    }

    @Test
    void an_identity_that_labd_refused_needs_no_force() throws Exception {
        machine.labd().answers(PATH, machine::issue);
        Identity refused = machine.enroll(false);
        machine.lastContact().write(refusalOf(refused.serial()));

        Identity second = machine.enroll(false);

        assertThat(machine.identities().load().orElseThrow().serial()).isEqualTo(second.serial());
        assertThatThrownBy(() -> machine.enroll(false)) // the refusal was not of this one
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("--force");
    }

    @Test
    void an_identity_that_labd_refused_stays_until_there_is_another() throws Exception {
        machine.labd().answers(PATH, machine::issue);
        machine.lastContact().write(refusalOf(machine.enroll(false).serial()));
        Map<String, String> before = machine.everything();
        machine.labd().forgets(PATH).answers(PATH, Answer.problem(403, "denied", "used"));

        assertThatThrownBy(() -> machine.enroll(false)).isInstanceOf(Denied.class);

        assertThat(machine.everything()).isEqualTo(before);
    }

    @Test
    void an_identity_that_cannot_be_stored_says_that_the_token_still_counts() throws Exception {
        machine.labd().answers(PATH, machine::issue);
        Files.writeString(machine.identity(), "in the way");

        assertThatThrownBy(() -> machine.enroll(false))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("identity could not be stored: '" + machine.identity())
                .hasMessageEndingWith(
                        "; mend that and give the same command again, the token still counts for it");
        Files.delete(machine.identity());
        assertThat(machine.enroll(false).server()).isEqualTo(machine.labd().uri());
    }

    private static Contact refusalOf(String serial) {
        return Contact.made(Instant.EPOCH).refusing(serial);
    }

    @Test
    void a_forced_enrolment_replaces_the_identity() throws Exception {
        machine.labd().answers(PATH, machine::issue);
        Identity first = machine.enroll(false);

        Identity second = machine.enroll(true);

        assertThat(second.certificate()).isNotEqualTo(first.certificate());
        assertThat(machine.identities().load().orElseThrow().certificate())
                .isEqualTo(second.certificate());
    }

    @Test
    void an_enrolment_that_fails_leaves_the_identity_byte_for_byte() throws Exception {
        machine.labd().answers(PATH, machine::issue);
        machine.enroll(false);
        Map<String, String> before = machine.everything();

        machine.labd().forgets(PATH).answers(PATH, Answer.problem(403, "denied", "used"));
        assertThatThrownBy(() -> machine.enroll(true)).isInstanceOf(Denied.class);
        machine.labd()
                .forgets(PATH)
                .answers(PATH, Answer.json(201, new EnrollResponse("x", "x", "x")));
        assertThatThrownBy(() -> machine.enroll(true)).isInstanceOf(InvalidInput.class);
        machine.labd()
                .forgets(PATH)
                .answers(PATH, request -> new Issuing(machine.authority()).issue(request, "web2"));
        assertThatThrownBy(() -> machine.enroll(true))
                .hasMessage("labd issued a certificate for 'web2' instead of 'web1'");

        assertThat(machine.everything()).isEqualTo(before);
    }

    @Test
    void certificates_of_another_authority_are_refused() throws Exception {
        var stranger = new TestAuthority();
        machine.labd().answers(PATH, request -> new Issuing(stranger).issue(request, "web1"));

        assertThatThrownBy(() -> machine.enroll(false))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("the root pinned in the token is not among the roots");
        assertThat(machine.identities().load()).isEmpty();
    }
}
