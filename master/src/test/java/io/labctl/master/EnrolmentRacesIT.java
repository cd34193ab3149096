package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.database.TestPostgres;
import io.labctl.master.enroll.Csr;
import java.security.KeyPair;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that join at the same moment. */
@Tag("database")
class EnrolmentRacesIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    private final Enrolment enrolment = new Enrolment(labd);

    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void machines_that_race_for_a_one_time_token_get_one_certificate(int machines)
            throws Exception {
        var token = enrolment.oneTime();

        List<Integer> answers =
                race(
                        machines,
                        i -> enrolment.join(token, "race%d-%d".formatted(machines, i), Csr.p256()));

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 403);
    }

    @Test
    void machines_that_race_for_one_name_get_one_certificate() throws Exception {
        List<Enrolment.Token> tokens = Stream.generate(enrolment::oneTime).limit(10).toList();

        List<Integer> answers = race(10, i -> enrolment.join(tokens.get(i), "onename", Csr.p256()));

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void one_machine_that_asks_twice_at_once_is_answered_twice() throws Exception {
        var token = enrolment.oneTime();
        KeyPair keys = Csr.p256();

        List<Integer> answers = race(5, _ -> enrolment.join(token, "twice01", keys));

        assertThat(answers).containsOnly(201);
    }

    @Test
    void after_a_delete_no_certificate_of_a_racing_enrolment_is_in_force() throws Exception {
        var token = enrolment.reusable();
        KeyPair keys = Csr.p256();
        for (int round = 0; round < 10; round++) {
            enrolment.join(token, "deleted01", keys);
            var deleting = new CountDownLatch(1);
            List<Integer> answers =
                    race(
                            4,
                            i -> {
                                if (i == 0) {
                                    deleting.countDown();
                                    return labd.admin().delete("/api/v1/servers/deleted01");
                                }
                                deleting.await();
                                return enrolment.join(token, "deleted01", keys);
                            });
            assertThat(answers).allMatch(status -> status < 500);
            labd.admin().delete("/api/v1/servers/deleted01");
            assertThat(inForce("lab://agent/baremetal/lab/deleted01")).isZero();
        }
    }

    private interface Attempt {
        LabdClient.Answer by(int machine) throws Exception;
    }

    private static List<Integer> race(int machines, Attempt attempt) throws Exception {
        var start = new CountDownLatch(1);
        List<Future<Integer>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < machines; i++) {
                int machine = i;
                Callable<Integer> task =
                        () -> {
                            start.await();
                            return attempt.by(machine).status();
                        };
                running.add(threads.submit(task));
            }
            start.countDown();
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> each : running) {
            answers.add(each.get());
        }
        return answers;
    }

    private static long inForce(String identity) throws SQLException {
        try (var db = TestPostgres.connect(labd.database());
                var query =
                        db.prepareStatement(
                                """
                                SELECT count(*)
                                  FROM certificate
                                 WHERE identity = ?
                                   AND der IS NOT NULL
                                   AND revoked_at IS NULL
                                """)) {
            query.setString(1, identity);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
