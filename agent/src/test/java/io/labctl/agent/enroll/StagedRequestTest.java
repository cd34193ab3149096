package io.labctl.agent.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Enrolments whose answer is lost or late. */
class StagedRequestTest {
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
    void an_answer_that_is_lost_is_asked_for_again_with_the_same_request() throws Exception {
        machine.labd().answers(PATH, request -> machine.issueOnce(request).thatBreaksOff());
        machine.labd().answers(PATH, machine::issueOnce);

        Identity identity = machine.enroll(false);

        assertThat(machine.identities().load().orElseThrow().certificate())
                .isEqualTo(identity.certificate());
        assertThat(machine.labd().requests()).hasSize(2);
    }

    @Test
    void after_all_answers_were_lost_the_same_command_goes_on() throws Exception {
        machine.labd().answers(PATH, request -> machine.issueOnce(request).thatBreaksOff());
        assertThatThrownBy(() -> machine.enroll(false)).isInstanceOf(Unavailable.class);
        machine.labd().forgets(PATH).answers(PATH, machine::issueOnce);

        Identity identity = machine.enroll(false);

        assertThat(machine.identities().load().orElseThrow().certificate())
                .isEqualTo(identity.certificate());
        assertThat(machine.labd().requests()).hasSize(5);
        assertThat(machine.staged()).isEmptyDirectory();
    }

    @Test
    void a_labd_that_cannot_issue_now_is_asked_again() throws Exception {
        machine.labd()
                .answers(PATH, Answer.of(500), Answer.of(503))
                .answers(PATH, machine::issueOnce);

        assertThat(machine.enroll(false).agent().server().value()).isEqualTo("web1");
    }

    @Test
    void the_key_that_waits_for_its_certificate_is_for_its_owner_alone() throws Exception {
        machine.labd().answers(PATH, Answer.of(503));
        assertThatThrownBy(() -> machine.enroll(false)).isInstanceOf(Unavailable.class);

        Path key = machine.staged().resolve("abcdefghi9.web1.pem");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.staged())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_request_that_labd_refused_is_not_made_again() throws Exception {
        machine.labd()
                .answers(PATH, Answer.problem(403, "denied", "used"))
                .answers(PATH, machine::issue);
        assertThatThrownBy(() -> machine.enroll(false)).isInstanceOf(Denied.class);

        machine.enroll(false);

        assertThat(JoiningMachine.csr(machine.labd().requests().getFirst()))
                .isNotEqualTo(JoiningMachine.csr(machine.labd().requests().getLast()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 300, 700})
    void a_staged_key_that_is_not_whole_is_made_anew(int bytes) throws Exception {
        machine.labd().answers(PATH, Answer.of(503));
        assertThatThrownBy(() -> machine.enroll(false)).isInstanceOf(Unavailable.class);
        Path key = machine.staged().resolve("abcdefghi9.web1.pem");
        byte[] whole = Files.readAllBytes(key);
        Files.write(key, Arrays.copyOf(whole, Math.min(bytes, whole.length - 1)));
        machine.labd().forgets(PATH).answers(PATH, machine::issue);

        machine.enroll(false);

        assertThat(machine.identities().load()).isPresent();
    }
}
