package io.labctl.master.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.database.FreshDatabase;
import io.labctl.master.relay.Replica;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class PlaceRepositoryIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Replica HERE =
            new Replica(new UUID(0, 1), URI.create("https://here:7443"));
    private static final UUID ELSEWHERE = new UUID(0, 2);

    private final PlaceRepository places = new PlaceRepository();

    @Test
    void what_nobody_came_to_for_some_time_is_forgotten() {
        UUID session = claimedLongAgo();

        database.jdbi().useHandle(db -> places.deleteWrittenBefore(db, Set.of(session), HERE.id()));

        assertThat(isMetHere(session)).isFalse();
    }

    @Test
    void what_somebody_came_to_between_the_look_and_the_forgetting_stays() {
        UUID session = claimedLongAgo();

        database.jdbi()
                .useTransaction(
                        db -> {
                            Set<UUID> old = places.writtenBefore(db, HERE.id());
                            assertThat(old).contains(session);
                            database.jdbi().useHandle(other -> places.claim(other, session, HERE));
                            places.deleteWrittenBefore(db, old, HERE.id());
                        });

        assertThat(isMetHere(session)).isTrue();
    }

    private static UUID claimedLongAgo() {
        UUID session = UUID.randomUUID();
        database.jdbi()
                .useHandle(
                        db -> {
                            new PlaceRepository().claim(db, session, HERE);
                            db.createUpdate(
                                            "UPDATE session_place SET since = now() - INTERVAL '11 seconds' WHERE session = :session")
                                    .bind("session", session)
                                    .execute();
                        });
        return session;
    }

    private boolean isMetHere(UUID session) {
        return database.jdbi()
                .withHandle(db -> places.elsewhere(db, session, ELSEWHERE))
                .filter(HERE::equals)
                .isPresent();
    }
}
