package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.api.RecordingPage.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What labd tells of a recording, page after page.
 *
 * @param pages how many these were
 */
record Replayed(List<String> lines, @Nullable Extent extent, int pages) {
    static Replayed of(LabdClient caller, UUID id) {
        var lines = new ArrayList<String>();
        RecordingPage page = page(caller, path(id));
        lines.addAll(page.lines());
        int pages = 1;
        while (page.next() != null) {
            page = page(caller, path(id) + "?from=" + page.next());
            lines.addAll(page.lines());
            pages++;
        }
        return new Replayed(lines, page.extent(), pages);
    }

    private static RecordingPage page(LabdClient caller, String path) {
        LabdClient.Answer answer = caller.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.as(RecordingPage.class);
    }

    static String path(UUID id) {
        return "/api/v1/sessions/%s/recording".formatted(id);
    }

    /** Without their times. */
    List<String> events() {
        return lines.stream().skip(1).map(line -> line.substring(line.indexOf('"'))).toList();
    }
}
