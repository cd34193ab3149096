package io.labctl.agent.run;

import io.labctl.catalog.report.RunNote;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The notes of a run: told at once, and kept for its report. Safe for many threads. */
final class RunNotes {
    private final RunListener listener;
    private final Queue<RunNote> kept = new ConcurrentLinkedQueue<>();

    RunNotes(RunListener listener) {
        this.listener = listener;
    }

    void notice(String sentence) {
        keep(RunNote.notice(sentence));
    }

    void warning(String sentence) {
        keep(RunNote.warning(sentence));
    }

    private void keep(RunNote note) {
        kept.add(note);
        listener.note(note);
    }

    /** Told only: where it is said the report is already written. */
    void afterwards(String sentence) {
        listener.note(RunNote.warning(sentence));
    }

    List<RunNote> kept() {
        return List.copyOf(kept);
    }
}
