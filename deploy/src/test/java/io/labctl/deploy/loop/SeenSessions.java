package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.work.WorkEnd;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** All sessions that labd has listed, each as it was listed last. */
final class SeenSessions {
    private static final int NEWEST = 300;

    private final Replicas labds;
    private final Map<UUID, SessionView> sessions = new HashMap<>();

    SeenSessions(Replicas labds) {
        this.labds = labds;
    }

    void look() {
        labds.sessions(NEWEST).forEach(each -> sessions.put(each.id(), each));
    }

    /** Each command of that folder began once for each session that ran, and for no other. */
    void beganOnce(Path folder) {
        sessions.values().stream()
                .filter(each -> note(each).startsWith(folder.toString()))
                .collect(Collectors.groupingBy(SeenSessions::note))
                .forEach(SeenSessions::beganOnce);
    }

    private static void beganOnce(String note, Collection<SessionView> sessions) {
        long ran = sessions.stream().filter(each -> each.end() instanceof WorkEnd.Exited).count();
        assertThat(Counting.begun(Path.of(note)))
                .as("%s, %s", note, sessions)
                .hasSizeBetween(Math.toIntExact(ran), sessions.size())
                .doesNotHaveDuplicates();
    }

    private static String note(SessionView session) {
        return Counting.note(((SessionCommand) session.task()).argv());
    }

    /** How many have ended in which way. */
    Map<String, Long> ends() {
        return sessions.values().stream()
                .map(SessionView::end)
                .filter(Objects::nonNull)
                .map(WorkEnd::word)
                .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
    }

    /** Those that have not ended yet. */
    List<SessionView> open() {
        look();
        return sessions.values().stream().filter(each -> each.end() == null).toList();
    }
}
