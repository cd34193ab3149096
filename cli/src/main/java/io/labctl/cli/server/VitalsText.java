package io.labctl.cli.server;

import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.work.Vitals;
import io.labctl.cli.print.ByteCount;
import io.labctl.cli.time.Moments;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a machine is doing, in words. */
record VitalsText(ServerDetail detail, Clock clock) {
    private static final String UNKNOWN = "<unknown>";

    /** {@code load 0.42, memory 1.2 GiB of 3.8 GiB available, ... (12s ago)}. */
    String line() {
        Vitals vitals = detail.vitals();
        if (vitals == null) {
            return UNKNOWN;
        }
        String known =
                Stream.of(
                                Optional.ofNullable(vitals.load())
                                        .map(load -> String.format(Locale.ROOT, "load %.2f", load)),
                                Optional.ofNullable(vitals.memory())
                                        .map(memory -> "memory " + available(memory)),
                                Optional.ofNullable(vitals.disk())
                                        .map(disk -> "disk " + available(disk)))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "));
        return known.isEmpty()
                ? UNKNOWN
                : "%s (%s ago)".formatted(known, Moments.age(detail.vitalsAt(), clock));
    }

    private static String available(Vitals.Amount amount) {
        return "%s of %s available"
                .formatted(
                        ByteCount.inWords(amount.available()), ByteCount.inWords(amount.total()));
    }

    /** A run of which labd does not have the report: it is newer than all that labd has. */
    Optional<String> unreportedRun() {
        var reported = detail.server().lastRun();
        return Optional.ofNullable(detail.vitals())
                .map(Vitals::lastRun)
                .filter(run -> reported == null || run.at().isAfter(reported.at()))
                .map(
                        run ->
                                "%s, %s"
                                        .formatted(
                                                run.outcome().word(),
                                                Moments.withAge(run.at(), clock)));
    }
}
