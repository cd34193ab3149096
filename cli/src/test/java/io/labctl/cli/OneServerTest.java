package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.Phase;
import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.PackageResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.resource.ServiceResource;
import io.labctl.catalog.work.Vitals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneServerTest extends WithLabd {
    private static final String SERVERS = "GET /api/v1/servers";
    private static final String WEB1 = "GET /api/v1/servers/web1";

    @Test
    void describe_shows_all_that_the_next_command_would_ask_for() {
        labd.answers(WEB1, detail());

        var result = operator.types("describe", "server/web1");

        assertThat(result.out())
                .isEqualTo(
                        """
                        Name:           web1
                        Cloud:          baremetal
                        Environment:    lab
                        Role:           worker
                        Labels:         rack=r1
                                        tier=front
                        Status:         online
                        Last seen:      2026-01-31T07:55:00Z (5m ago)
                        Agent:          0.1.0
                        Vitals:         load 0.42, memory 1.5 GiB of 4.0 GiB available, disk 77.0 GiB of 252.0 GiB available (12s ago)
                        Not reported:   failed, 2026-01-31T08:00:00Z (0s ago)
                        Enrolled:       2026-01-28T08:00:00Z (3d ago)
                        Certificate:    0a1b, valid until 2026-03-02T08:00:00Z (30d left)
                        Catalog:        %s
                        Modules:
                          base-server 0.1.0
                        Data:
                          data/common.yaml
                          data/roles/worker.yaml
                        Compile faults:
                          data/common.yaml:3: port '99999' is not a port
                        Runs:
                          RUN                                    AGE   OUTCOME     CHANGED   CORRECTED   FAILED   DURATION
                          %s   2h    corrected   1         2           0        1.24s
                        """
                                .formatted(Fleet.HASH, Fleet.RUN));
    }

    @Test
    void describe_takes_the_name_as_a_second_word_and_prints_documents_too() {
        labd.answers(WEB1, detail());

        var result = operator.types("describe", "srv", "web1", "-o", "json");

        assertThat(result.out()).startsWith("{\n  \"server\": {").contains("\"notAfter\"");
    }

    @Test
    void delete_says_what_was_done_beside_the_data() {
        labd.answers("DELETE /api/v1/servers/web1", 204, "text/plain", "");

        var result = operator.types("delete", "server/web1");

        assertThat(result).isEqualTo(new Operator.Result(0, "", "server/web1 deleted\n"));
    }

    @Test
    void a_command_on_an_unknown_server_suggests_the_nearest() {
        labd.answers(SERVERS, Fleet.servers());

        for (String command : List.of("describe", "delete", "catalog", "facts", "report")) {
            var result = operator.types(command, "server/webb1");

            assertThat(result.err()).isEqualTo("labctl: no server 'webb1', did you mean 'web1'?\n");
            assertThat(result.exit()).isEqualTo(3);
        }
    }

    @Test
    void a_known_server_without_a_catalog_keeps_labds_own_words() {
        labd.answers(SERVERS, Fleet.servers());
        labd.refuses(WEB1 + "/catalog", 404, "not-found", "server 'web1' has no catalog yet");

        var result = operator.types("catalog", "server/web1");

        assertThat(result.err()).isEqualTo("labctl: server 'web1' has no catalog yet\n");
    }

    @Test
    void a_catalog_is_a_tree_of_modules_and_resources_with_their_edges() {
        labd.answers(WEB1 + "/catalog", catalog());

        var result = operator.types("catalog", "server", "web1");

        assertThat(result.out())
                .isEqualTo(
                        """
                        server/web1
                        └── chrony 1.2.0
                            ├── package[chrony] (install)
                            ├── package[tzdata] (install)
                            └── service[chrony] (configure)
                                after package[chrony], package[tzdata]
                                restarts on package[chrony]
                                reloads on package[tzdata]
                        """);
    }

    @Test
    void a_catalog_in_json_can_be_read_back() {
        labd.answers(WEB1 + "/catalog", catalog());

        var result = operator.types("catalog", "server/web1", "-o", "json");

        assertThat(io.labctl.catalog.wire.WireJson.mapper().readValue(result.out(), Catalog.class))
                .isEqualTo(catalog());
    }

    @Test
    void one_fact_stands_bare() {
        labd.answers(WEB1 + "/facts", Fleet.facts());

        assertThat(operator.types("facts", "server/web1", "os.release.major").out())
                .isEqualTo("12\n");
        assertThat(operator.types("facts", "server", "web1", "processors.models.1").out())
                .isEqualTo("two\n");
    }

    @Test
    void a_branch_of_facts_is_yaml_or_json() {
        labd.answers(WEB1 + "/facts", Fleet.facts());

        assertThat(operator.types("facts", "server/web1", "os.release").out())
                .isEqualTo("major: \"12\"\n");
        assertThat(operator.types("facts", "server/web1", "os.release", "-o", "json").out())
                .isEqualTo("{\n  \"major\": \"12\"\n}\n");
    }

    @Test
    void a_misspelt_fact_suggests_its_neighbour() {
        labd.answers(WEB1 + "/facts", Fleet.facts());

        var result = operator.types("facts", "server/web1", "os.relase.major");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: server 'web1' has no fact 'os.relase.major', did you mean"
                                + " 'os.release.major'?\n");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void a_path_with_a_dot_too_many_suggests_the_one_without() {
        labd.answers(WEB1 + "/facts", Fleet.facts());

        var result = operator.types("facts", "server/web1", "os..name");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: server 'web1' has no fact 'os..name', did you mean 'os.name'?\n");
    }

    @Test
    void a_fact_like_no_other_is_told_with_what_there_is() {
        labd.answers(WEB1 + "/facts", Fleet.facts());

        var result = operator.types("facts", "server/web1", "os.architecture");

        assertThat(result.err())
                .isEqualTo(
                        "labctl: server 'web1' has no fact 'os.architecture', in 'os' there are name, release\n");
    }

    static ServerDetail detail() {
        return new ServerDetail(
                Fleet.web1(RunOutcome.CHANGED),
                new Vitals(
                        0.42,
                        new Vitals.Amount(4L << 30, 3L << 29),
                        new Vitals.Amount(252L << 30, 77L << 30),
                        new Vitals.Run(Operator.NOW, RunOutcome.FAILED),
                        null),
                Operator.NOW.minusSeconds(12),
                Operator.NOW.minus(Duration.ofDays(3)),
                new ServerDetail.CertificateView(
                        "0a1b", Operator.NOW, Operator.NOW.plus(Duration.ofDays(30))),
                Fleet.HASH,
                List.of("base-server 0.1.0"),
                List.of("data/common.yaml", "data/roles/worker.yaml"),
                List.of("data/common.yaml:3: port '99999' is not a port"),
                List.of(Fleet.summary()));
    }

    private static Catalog catalog() {
        var pkg = new ResourceId("package", "chrony");
        var zones = new ResourceId("package", "tzdata");
        return new Catalog(
                Catalog.FORMAT,
                "lab://agent/baremetal/lab/web1",
                List.of(new ModuleVersion("chrony", "1.2.0", Fleet.HASH)),
                List.of(
                        new CatalogEntry(
                                new PackageResource(
                                        "chrony", Presence.PRESENT, null, null, false, List.of()),
                                "chrony",
                                Phase.INSTALL,
                                List.of(),
                                List.of(),
                                List.of()),
                        new CatalogEntry(
                                new PackageResource(
                                        "tzdata", Presence.PRESENT, null, null, false, List.of()),
                                "chrony",
                                Phase.INSTALL,
                                List.of(),
                                List.of(),
                                List.of()),
                        new CatalogEntry(
                                new ServiceResource("chrony", true, true, null),
                                "chrony",
                                Phase.CONFIGURE,
                                List.of(pkg, zones),
                                List.of(pkg),
                                List.of(zones))));
    }
}
