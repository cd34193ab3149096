package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.ServerDetail.CertificateView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code labctl rehearse} promises of a rehearsal that stands, and its shell. */
class RehearseIT {
    private static final int NODES = 3;

    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(NODES);

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @BeforeEach
    void the_node_is_as_its_catalog_says() {
        node.converge();
    }

    @Test
    void rehearsing_again_makes_nothing_twice() throws IOException {
        List<Object> before = whatMayNotBeMadeTwice();

        rehearsal.bringUp(NODES).succeeded();

        assertThat(whatMayNotBeMadeTwice()).isEqualTo(before);
        rehearsal.stopDaemons(NODES);
    }

    @Test
    void rehearsing_again_starts_labd_anew_with_settings_that_were_changed() throws IOException {
        Path settings = rehearsal.state().resolve("labd.yaml");
        String usual = Files.readString(settings);
        long before = rehearsal.labd();

        Files.writeString(settings, "sessions:\n  per-user: 1\n");
        rehearsal.bringUp(NODES).succeeded();
        rehearsal.stopDaemons(NODES);

        assertThat(rehearsal.labd()).isNotEqualTo(before);
        rehearsal.labctl("exec", "--detach", "server/node-1", "--", "true").succeeded();
        assertThat(rehearsal.labctl("exec", "--detach", "server/node-1", "--", "true").exit())
                .isEqualTo(5);

        Files.writeString(settings, usual);
        rehearsal.bringUp(NODES).succeeded();
        rehearsal.stopDaemons(NODES);
    }

    private List<Object> whatMayNotBeMadeTwice() throws IOException {
        List<Object> all = new ArrayList<>(List.of(rehearsal.labd()));
        for (int number = 1; number <= NODES; number++) {
            Node each = rehearsal.node(number);
            ServerDetail detail = rehearsal.detail(each);
            CertificateView certificate = detail.certificate();
            Instant enrolled = detail.enrolledAt();
            assertThat(certificate).isNotNull();
            all.addAll(List.of(each.outer(), each.first(), enrolled, certificate.serial()));
        }
        return all;
    }

    @Test
    void a_command_in_a_node_brings_its_exit_code_along() {
        assertThat(
                        rehearsal
                                .labctl("rehearse", "shell", "node-1", "--", "sh", "-c", "exit 7")
                                .exit())
                .isEqualTo(7);
    }

    @Test
    void a_command_in_a_node_has_every_word_after_the_node_to_itself() {
        Running.Ended ended = rehearsal.labctl("rehearse", "shell", "node-1", "sh", "-c", "exit 7");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isEqualTo(7);
    }

    @Test
    void a_shell_without_a_terminal_reads_a_script_and_says_nothing_of_its_own() {
        Running.Ended ended =
                rehearsal.labctlReading("hostname; exit 9", "rehearse", "shell", "node-1");

        assertThat(ended.out()).isEqualTo("node-1\n");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exit()).isEqualTo(9);
    }

    @Test
    void a_node_in_capitals_is_told_with_the_right_one() {
        assertThat(rehearsal.labctl("rehearse", "shell", "NODE-1").err())
                .isEqualTo("labctl: no node 'NODE-1' in this rehearsal, did you mean 'node-1'?\n");
    }

    @Test
    void rehearsing_again_keeps_the_nodes_that_are_there_and_enrols_a_deleted_one_anew() {
        rehearsal.labctl("delete", "server/node-2").succeeded();

        Running.Ended again = rehearsal.labctl("rehearse");
        rehearsal.stopDaemons(NODES);

        assertThat(again.exit()).as(again.said()).isZero();
        assertThat(rehearsal.servers()).hasSize(NODES);
    }

    @Test
    void rehearsing_again_enrols_a_node_anew_that_goes_by_another_name() {
        enrollAs("stranger");

        Running.Ended again = rehearsal.labctl("rehearse");
        rehearsal.stopDaemons(NODES);
        rehearsal.labctl("delete", "server/stranger").succeeded();

        assertThat(again.exit()).as(again.said()).isZero();
        assertThat(again.out())
                .containsPattern("node-1 +enrolled in .*, it was 'stranger' before")
                .contains("node-2  is enrolled");
        assertThat(node.runAgent().succeeded().out()).contains("(unchanged)");
    }

    private void enrollAs(String name) {
        String[] create = {
            "create", "token", "--cloud=namespaces", "--env=rehearsal", "--role=node"
        };
        String token = rehearsal.labctl(create).succeeded().out().strip();
        String server = node.read(Node.IDENTITY + "/current/server").strip();
        node.agent("enroll", "--force", "--server", server, "--token", token, "--name", name)
                .succeeded();
    }

    @Test
    void rehearsing_again_says_that_no_run_was_made_where_a_person_lets_none_be_made() {
        Node other = rehearsal.node(2);
        other.agent("disable", "database moves").succeeded();

        Running.Ended again = rehearsal.labctl("rehearse");
        other.agent("enable").succeeded();

        assertThat(again.exit()).isNotZero();
        assertThat(again.err().lines())
                .singleElement()
                .asString()
                .startsWith("labctl: no run was made on 'node-2': runs are disabled: ")
                .contains("database moves");
    }

    @Test
    void fewer_nodes_than_there_are_takes_none_away_and_says_so() {
        Running.Ended again = rehearsal.bringUp(1).succeeded();
        rehearsal.stopDaemons(NODES);

        assertThat(again.err()).startsWith("no node is taken away, all %d stay: ".formatted(NODES));
        assertThat(rehearsal.servers()).hasSize(NODES);
    }
}
