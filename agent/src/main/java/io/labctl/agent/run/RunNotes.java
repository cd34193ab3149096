package io.labctl.agent.run;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The sentences of a run: told at once, and kept for its report. Safe for many threads. */
final class RunNotes {
    private final RunListener listener;
    private final Queue<String> sentences = new ConcurrentLinkedQueue<>();

    RunNotes(RunListener listener) {
        this.listener = listener;
    }

    void notice(String sentence) {
        sentences.add(sentence);
        listener.notice(sentence);
    }

    void warning(String sentence) {
        sentences.add(sentence);
        listener.warning(sentence);
    }

    /** Told only: where it is said the report is already written. */
    void afterwards(String sentence) {
        listener.warning(sentence);
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
