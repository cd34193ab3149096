package io.labctl.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.ca.Serial;
import io.labctl.master.channel.ChannelState;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a server counts as online, against the interval that its agent stated. */
class PresenceTest {
    private static final Instant SEEN = Instant.parse("2026-05-01T12:00:00Z");
    private static final ServerName NAME = new ServerName("web01");

    @ParameterizedTest
    @CsvSource({
        "PT30M, PT0S, ONLINE", "PT30M, PT30M, ONLINE", "PT30M, PT30M1S, STALE",
                "PT30M, PT90M, STALE",
        "PT30M, PT90M1S, OFFLINE", ", PT35M, ONLINE", ", PT35M1S, STALE", ", PT105M1S, OFFLINE",
        "PT30M, PT-5M, ONLINE"
    })
    void the_status_follows_from_the_silence(
            @Nullable Duration nextContact, Duration silent, ServerStatus status) {
        Presence presence = presenceAt(SEEN.plus(silent));

        assertThat(presence.status(server(SEEN, nextContact, true), Optional.empty()))
                .isEqualTo(status);
    }

    @Test
    void an_agent_with_an_open_channel_is_there_though_its_runs_are_missing() {
        Presence presence = presenceAt(SEEN.plus(Duration.ofHours(9)));
        var open = new ChannelState(true, SEEN, SEEN.plus(Duration.ofHours(8)));

        assertThat(presence.status(server(SEEN, null, true), Optional.of(open)))
                .isEqualTo(ServerStatus.STALE);
        assertThat(presence.lastSeen(server(SEEN, null, true), Optional.of(open)))
                .isEqualTo(open.lastSeen());
    }

    @Test
    void one_that_has_lost_it_is_not_however_short_ago_its_last_run_was() {
        Presence presence = presenceAt(SEEN.plusSeconds(2));
        var lost = new ChannelState(false, SEEN.plusSeconds(1), SEEN.plusSeconds(1));

        assertThat(presence.status(server(SEEN, null, true), Optional.of(lost)))
                .isEqualTo(ServerStatus.OFFLINE);
    }

    @Test
    void one_that_has_made_a_run_by_hand_since_is_measured_as_one_without_a_channel() {
        Presence presence = presenceAt(SEEN.plusSeconds(2));
        var lost = new ChannelState(false, SEEN.minusSeconds(1), SEEN.minusSeconds(1));

        assertThat(presence.status(server(SEEN, null, true), Optional.of(lost)))
                .isEqualTo(ServerStatus.ONLINE);
    }

    @Test
    void a_server_that_never_ran_has_never_reported() {
        assertThat(presenceAt(SEEN).status(server(SEEN, null, false), Optional.empty()))
                .isEqualTo(ServerStatus.NEVER_REPORTED);
        assertThat(presenceAt(SEEN).status(server(null, null, true), Optional.empty()))
                .isEqualTo(ServerStatus.NEVER_REPORTED);
    }

    @Test
    void a_contact_counts_before_it_is_written_down() {
        Presence presence = presenceAt(SEEN.plus(Duration.ofHours(9)));
        ServerRow silent = server(SEEN, Duration.ofMinutes(1), true);

        presence.heard(NAME, "0.2.0", null);

        assertThat(presence.status(silent, Optional.empty())).isEqualTo(ServerStatus.ONLINE);
        assertThat(presence.agentVersion(silent)).isEqualTo("0.2.0");
    }

    @Test
    void a_report_does_not_wipe_out_what_the_catalog_request_said_about_the_next_contact() {
        var contact = new ServerRepository.Contact(NAME, SEEN, "0.1.0", Duration.ofHours(2));

        var both =
                contact.followedBy(
                        new ServerRepository.Contact(NAME, SEEN.plusSeconds(1), "0.1.0", null));

        assertThat(both.nextContact()).isEqualTo(Duration.ofHours(2));
        assertThat(both.at()).isEqualTo(SEEN.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"PT2562047788015215H", "PT-1H", "PT0S"})
    void a_wild_next_contact_breaks_no_sum(Duration wild) {
        Presence presence = presenceAt(SEEN);

        presence.heard(NAME, "0.1.0", wild);

        assertThat(presence.status(server(SEEN, null, true), Optional.empty()))
                .isEqualTo(ServerStatus.ONLINE);
    }

    @Test
    void a_version_with_control_characters_is_made_harmless() {
        Presence presence = presenceAt(SEEN);

        presence.heard(NAME, "0.1\u0000\u001b[31m", null);

        assertThat(presence.agentVersion(server(SEEN, null, true)))
                .isEqualTo("0.1\\u0000\\u001b[31m");
    }

    @Test
    void contacts_survive_a_database_that_does_not_answer() {
        Presence presence = presenceAt(SEEN.plusSeconds(60));
        presence.heard(NAME, "0.1.0", null);

        assertThatThrownBy(presence::write).isInstanceOf(ConnectionException.class);

        assertThat(presence.lastSeen(server(SEEN, null, true), Optional.empty()))
                .isEqualTo(SEEN.plusSeconds(60));
    }

    @Test
    void ending_without_a_database_is_no_failure() {
        Presence presence = presenceAt(SEEN);
        var writing = presence.writing();
        presence.heard(NAME, "0.1.0", null);

        writing.close();

        assertThat(presence.lastSeen(server(null, null, true), Optional.empty())).isEqualTo(SEEN);
    }

    /** Its database never answers. */
    private static Presence presenceAt(Instant now) {
        Jdbi lost =
                Jdbi.create(
                        () -> {
                            throw new SQLException("connection refused", "08001");
                        });
        return new Presence(
                lost, new ServerRepository(WireJson.mapper()), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static ServerRow server(
            @Nullable Instant seen, @Nullable Duration nextContact, boolean ran) {
        var run = new ServerRow.Run(new UUID(0, 1), SEEN, RunOutcome.UNCHANGED, null, 0, 0, null);
        return new ServerRow(
                new AgentId(new DnsLabel("baremetal"), new DnsLabel("lab"), NAME),
                new DnsLabel("web"),
                new Labels(new TreeMap<>()),
                new Serial("0a"),
                SEEN,
                seen,
                nextContact,
                "0.1.0",
                null,
                List.of(),
                ran ? run : null);
    }
}
