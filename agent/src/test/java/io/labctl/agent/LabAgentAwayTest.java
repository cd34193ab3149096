package io.labctl.agent;

import static io.labctl.agent.OneAgent.AGENT;
import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static io.labctl.agent.OneAgent.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.run.BegunRun;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs without a labd, or with one that does not want this machine. */
@Timeout(60)
class LabAgentAwayTest {
    @RegisterExtension static final OneAgent agent = new OneAgent();

    @Test
    void while_labd_is_away_the_cached_catalog_is_applied_and_reports_wait() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.away();

        assertThat(agent.labAgent("run", "--once")).isZero();
        assertThat(agent.labAgent("run", "--once")).isZero();

        assertThat(agent.out()).contains("Notice: applying the cached catalog");
        assertThat(agent.out()).contains("2 reports wait for labd");
        agent.back(GOOD);
        agent.labAgent("run", "--once");
        List<UUID> ids = agent.reports().stream().map(Report::id).toList();
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
        assertThat(agent.reports())
                .isSortedAccordingTo((a, b) -> a.startedAt().compareTo(b.startedAt()))
                .extracting(Report::startedAt)
                .allMatch(at -> at.equals(at.truncatedTo(ChronoUnit.MICROS)));
    }

    @Test
    void of_a_run_whose_report_found_no_room_the_next_one_tells_that_it_was() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.away();
        Path spool = agent.folder().resolve("state/spool");
        Files.delete(spool);
        Files.writeString(spool, "in the way\n");

        agent.labAgent("run", "--once");
        assertThat(agent.out())
                .contains("report could not be spooled: ")
                .contains(" is lost, the next run only reports that there was this one: ");
        Files.delete(spool);
        agent.back(GOOD);
        agent.labAgent("run", "--once");

        assertThat(sent())
                .extracting(Report::outcome)
                .endsWith(RunOutcome.INTERRUPTED, RunOutcome.UNCHANGED);
        assertThat(sent().get(sent().size() - 2).logs())
                .containsExactly(
                        RunNote.warning(
                                "the run ended (unchanged), but its report could neither be stored nor sent: what it changed is not known"));
    }

    @Test
    void what_keeps_a_report_out_of_the_spool_keeps_no_run_from_being_made() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.away();
        Path spool = agent.folder().resolve("state/spool");
        Files.delete(spool);
        Files.writeString(spool, "in the way\n");
        agent.labAgent("run", "--once");

        agent.labAgent("run", "--once");
        assertThat(agent.applied()).hasSize(3);
        assertThat(agent.out().lines())
                .filteredOn(each -> each.startsWith("Warning: report "))
                .hasSize(4);
        agent.back(GOOD);
        agent.labAgent("run", "--once");

        assertThat(agent.applied()).hasSize(4);
        assertThat(agent.report().logs())
                .extracting(RunNote::message)
                .anyMatch(each -> each.startsWith("report could not be spooled: "));
        assertThat(sent())
                .extracting(Report::outcome)
                .endsWith(RunOutcome.INTERRUPTED, RunOutcome.UNCHANGED);
    }

    @Test
    void a_report_that_finds_no_room_does_not_overtake_those_that_wait() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.away();
        agent.labAgent("run", "--once");
        agent.back(GOOD);
        agent.applies(
                (_, _, _) -> {
                    standsInTheWayOfTheReport();
                    return List.of();
                });

        agent.labAgent("run", "--once");

        assertThat(agent.out()).contains("report could not be spooled: ");
        List<Report> sent = sent();
        assertThat(sent.subList(sent.size() - 2, sent.size()))
                .isSortedAccordingTo(Comparator.comparing(Report::startedAt))
                .extracting(Report::id)
                .doesNotHaveDuplicates();
    }

    /** A folder has the name that the report of the run that is going on would get. */
    private static void standsInTheWayOfTheReport() {
        Path state = agent.folder().resolve("state");
        try {
            byte[] begun = Files.readAllBytes(state.resolve("runs/begun.json"));
            UUID id = WireJson.mapper().readValue(begun, BegunRun.class).id();
            Files.createDirectory(state.resolve("spool/000000000002-%s.json.gz".formatted(id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that went to labd, again where it failed. */
    private static List<Report> sent() {
        return agent.labd().requests(REPORTS).stream()
                .map(each -> WireJson.mapper().readValue(each.body(), Report.class))
                .toList();
    }

    @Test
    void without_any_catalog_the_run_fails_and_says_why() throws Exception {
        agent.enrolled();
        agent.away();

        int exit = agent.labAgent("run", "--once", "--detailed-exitcodes");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.out())
                .contains("no catalog is cached, nothing can be applied")
                .contains("Error: Run ended without a catalog (failed)");
        assertThat(agent.applied()).isEmpty();
    }

    @Test
    void a_machine_that_labd_no_longer_knows_applies_nothing_and_says_what_to_do()
            throws Exception {
        agent.ranOnceWith(GOOD);
        var revoked = Answer.problem(403, "denied", "certificate 0a has been revoked");
        agent.labd().answers(CATALOG, revoked).forgets(REPORTS).answers(REPORTS, revoked);

        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.applied()).hasSize(1);
        assertThat(agent.out().lines())
                .contains(
                        "Warning: labd no longer knows this machine (certificate 0a has been"
                                + " revoked), so nothing is applied; join it again with 'lab-agent"
                                + " enroll --server URL --token TOKEN', or stop lab-agent"
                                + " if the machine is not to be managed any more");
        assertThat(agent.labAgent("run", "--once", "--detailed-exitcodes")).isEqualTo(1);
        assertThat(agent.labAgent("status")).isEqualTo(3);
        assertThat(agent.out())
                .contains("Error     labd no longer knows this machine", "Spooled   2 reports")
                .contains(
                        "Identity  refused by labd; join again with 'lab-agent enroll"
                                + " --server URL --token TOKEN'");
        assertThat(joinedAgain()).startsWith("lab-agent: enrolment refused: token is used");
        agent.enrolled();
        assertThat(agent.labAgent("status")).isZero();
        assertThat(agent.out()).contains("Identity  valid, until ");
    }

    @Test
    void a_refusal_stands_while_labd_is_away_and_ends_when_labd_takes_the_machine_again()
            throws Exception {
        agent.ranOnceWith(GOOD);
        agent.labd().answers(CATALOG, Answer.problem(403, "denied", "server web1 is not known"));
        agent.labAgent("run", "--once");
        agent.away();

        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.applied()).hasSize(1);
        assertThat(agent.out())
                .contains(
                        "Warning: labd's last word on this machine was that it no longer knows it,"
                                + " and it gives no catalog now (")
                .contains("), so nothing is applied; join it again with ");
        assertThat(agent.labAgent("status")).isEqualTo(3);
        assertThat(agent.out()).contains("Identity  refused by labd; join again with ");
        assertThat(joinedAgain()).startsWith("lab-agent: enrolment refused: token is used");
        agent.back(GOOD);
        assertThat(agent.labAgent("run", "--once")).isZero();
        assertThat(agent.applied()).hasSize(2);
        assertThat(agent.labAgent("status")).isZero();
    }

    @Test
    void that_the_last_word_of_labd_cannot_be_read_is_told() throws Exception {
        agent.ranOnceWith(GOOD);
        Path contact = agent.folder().resolve("state/runs/contact.json");
        Files.delete(contact);
        Files.createDirectory(contact);
        agent.away();

        agent.labAgent("run", "--once");

        assertThat(agent.out())
                .contains(
                        "Warning: what labd last said of this machine is not known: '%s': is a directory\n"
                                .formatted(contact));
        assertThat(agent.applied()).hasSize(2);
        assertThat(joinedAgain()).contains("what labd last said of this machine is not known");
    }

    /** With a token that labd does not take, so that the identity stays. */
    private String joinedAgain() throws Exception {
        agent.labd().answers("/agent/v1/enroll", Answer.problem(403, "denied", "token is used"));
        String server = agent.labd().uri().toString();
        agent.labAgent("enroll", "--server", server, "--token", agent.token(), "--name", "web1");
        return agent.err();
    }

    @Test
    void a_machine_whose_certificate_has_ended_fails_loudly_and_goes_on_with_its_cached_catalog()
            throws Exception {
        agent.ranOnceWith(GOOD);
        agent.away();
        agent.wakesUpAfter(Duration.ofDays(2));
        String end = agent.identities().load().orElseThrow().expires().toString();

        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.applied()).hasSize(2);
        assertThat(agent.out())
                .contains("Warning: this machine's certificate ended at " + end)
                .contains("; join it again with 'lab-agent enroll --server URL --token TOKEN'\n");
        assertThat(agent.labAgent("status")).isEqualTo(3);
        assertThat(agent.out())
                .contains("Identity  expired at " + end + "; join again with ")
                .contains("Error     this machine's certificate ended at " + end);
    }

    @Test
    void a_proxy_that_denies_is_not_labd() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.labd().answers(CATALOG, Answer.of(403));

        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isZero();
        assertThat(agent.out()).contains("applying the cached catalog");
    }

    @Test
    void a_report_that_labd_will_never_take_is_told_by_the_status_until_it_is_deleted()
            throws Exception {
        agent.labd().forgets(REPORTS).answers(REPORTS, Answer.problem(422, "invalid-input", "no"));
        agent.ranOnceWith(GOOD);

        agent.labAgent("status");

        Path refused = agent.folder().resolve("state/spool/refused");
        assertThat(agent.out())
                .contains(
                        "Spooled   0 reports",
                        "Refused   1 report that labd will never take, in '%s'; look at what is there and delete it\n"
                                .formatted(refused));
        try (var reports = Files.list(refused)) {
            for (Path report : reports.toList()) {
                Files.delete(report);
            }
        }
        agent.labAgent("status");
        assertThat(agent.out()).doesNotContain("Refused");
    }

    @Test
    void a_catalog_cached_for_another_identity_is_not_applied() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.away();
        agent.identities()
                .install(
                        agent.authority()
                                .identity("lab://agent/metal/prod/web9", agent.labd().uri()));

        agent.labAgent("run", "--once");

        assertThat(agent.applied()).hasSize(1);
        assertThat(agent.out()).contains("cached catalog is not used: catalog is for " + AGENT);
    }

    @Test
    void the_status_tells_all_of_it() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.away();
        agent.labAgent("run", "--once");

        assertThat(agent.labAgent("status")).isZero();
        assertThat(agent.out())
                .contains("Version   1.2.3", "Agent     " + AGENT, "Identity  valid, until ")
                .contains("Last run  ", ", unchanged, 0 changed, 0 failed, ")
                .contains("Catalog   " + Sha256.of(GOOD), "Spooled   1 report\n")
                .contains("Next run  no daemon is running", "Error     no catalog from labd: ");
        agent.labAgent("status", "-o", "json");
        var json = WireJson.mapper().readTree(agent.out());
        assertThat(json.at("/lastRun/outcome").asString()).isEqualTo("unchanged");
        assertThat(json.at("/spooled").asInt()).isEqualTo(1);
        assertThat(json.at("/contact/at").asString()).isNotEmpty();
    }
}
