package io.labctl.agent.edge;

import io.labctl.catalog.resource.ExecResource;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Resources that never end by themselves. */
final class Hanging {
    private Hanging() {}

    /** Says that it runs by making that file. */
    static ExecResource program(String title, String reached) {
        return new ExecResource(
                title,
                List.of("/bin/sh", "-c", ": > %s; exec sleep 100000".formatted(reached)),
                null,
                List.of(),
                List.of(),
                new TreeMap<>(),
                null,
                null,
                null,
                Duration.ofHours(1),
                List.of(0),
                1,
                Duration.ZERO,
                false);
    }
}
