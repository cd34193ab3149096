package io.labctl.agent.run;

import java.util.ArrayList;
import java.util.List;

/** The sentences of a run: told at once, and kept for its report. */
final class RunNotes {
    private final RunListener listener;
    private final List<String> sentences = new ArrayList<>();

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
