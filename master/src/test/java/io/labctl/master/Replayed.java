package io.labctl.master;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.SessionPlayers.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What labd tells of a recording.
 *
 * @param end null when it is not complete
 */
record Replayed(List<String> lines, @Nullable String end) {
    static Replayed of(LabdClient caller, UUID id) throws IOException {
        var text = new StringBuilder();
        String end = null;
        try (Reading reading = Reading.of(caller.open(path(id)))) {
            Optional<Frame> frame = reading.frames().next();
            while (frame.isPresent()) {
                if (frame.get().kind() == FrameKind.OUT) {
                    text.append(frame.get().text());
                } else if (frame.get().kind() == FrameKind.END) {
                    end = frame.get().text();
                }
                frame = reading.frames().next();
            }
        }
        return new Replayed(text.toString().lines().toList(), end);
    }

    static String path(UUID id) {
        return "/api/v1/sessions/%s/recording".formatted(id);
    }

    /** Without their times. */
    List<String> events() {
        return lines.stream().skip(1).map(line -> line.substring(line.indexOf('"'))).toList();
    }
}
