package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.FakeLabd;
import io.labctl.cli.TestAuthority;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentTest {
    private static final TestAuthority CA = new TestAuthority();
    private static final ServerName NODE = new ServerName("node-1");

    @TempDir private Path folder;
    private FakeLabd labd;

    @BeforeEach
    void start() throws IOException {
        labd = new FakeLabd(CA, CA, "localhost");
        CA.writeRoot(folder.resolve("ca.pem"));
        CA.person("admin").write(file("admin.crt"), file("admin.key"));
    }

    @AfterEach
    void stop() {
        labd.close();
    }

    @Test
    void it_stands_with_the_certificate_that_labd_gave_last() throws IOException {
        labdGave(held("node-1"));

        assertThat(stands()).isTrue();
        assertThat(enrolment().otherName()).isEmpty();
    }

    @Test
    void it_does_not_stand_where_labd_gave_the_name_to_another_since() throws IOException {
        held("node-1");
        labdGave(CA.agent("node-1"));

        assertThat(stands()).isFalse();
    }

    @Test
    void it_does_not_stand_where_labd_knows_no_such_server() throws IOException {
        held("node-1");

        assertThat(stands()).isFalse();
    }

    @Test
    void enrolled_under_another_name_it_does_not_stand_and_that_name_is_told() throws IOException {
        held("web9");
        labdGave(CA.agent("node-1"));

        assertThat(stands()).isFalse();
        assertThat(enrolment().otherName()).contains(new ServerName("web9"));
    }

    @Test
    void without_an_identity_that_can_be_used_it_does_not_stand() throws IOException {
        labdGave(held("node-1"));
        Files.delete(file("agent.key"));

        assertThat(stands()).isFalse();
    }

    private boolean stands() {
        try (var fleet = new Fleet(target("admin"), Clock.systemUTC())) {
            return enrolment().stands(fleet);
        }
    }

    private Enrolment enrolment() {
        return Enrolment.of(NODE, target("agent"));
    }

    private TestAuthority.Leaf held(String name) throws IOException {
        TestAuthority.Leaf leaf = CA.agent(name);
        leaf.write(file("agent.crt"), file("agent.key"));
        return leaf;
    }

    private void labdGave(TestAuthority.Leaf leaf) {
        String serial = leaf.certificate().getSerialNumber().toString(16);
        labd.answers("GET /api/v1/servers/node-1", detail(serial));
    }

    private Target target(String who) {
        return Target.of(
                who,
                URI.create(labd.url()),
                file("ca.pem"),
                file(who + ".crt"),
                file(who + ".key"));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static ServerDetail detail(String serial) {
        return new ServerDetail(
                new ServerView(
                        NODE,
                        new DnsLabel("namespaces"),
                        new DnsLabel("rehearsal"),
                        new DnsLabel("node"),
                        new TreeMap<>(),
                        ServerStatus.ONLINE,
                        null,
                        null,
                        null),
                null,
                null,
                Instant.EPOCH,
                new ServerDetail.CertificateView(serial, Instant.EPOCH, Instant.EPOCH),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
