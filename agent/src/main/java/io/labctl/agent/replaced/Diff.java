package io.labctl.agent.replaced;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of content, line by line. */
final class Diff {
    /** In characters; a report is read by people and kept for long. */
    static final int LONGEST = 32 * 1024;

    private static final int CONTEXT = 3;

    /** Lines taken away or added; the time and the memory needed grow with their square. */
    private static final int MOST_EDITS = 2000;

    private static final String NO_NEWLINE = "\\ No newline at end of file";

    private Diff() {}

    /** A unified diff, or why there is none; null where no line differs. */
    static @Nullable String between(String path, Body from, Body to) {
        if (from instanceof Body.TooLarge || to instanceof Body.TooLarge) {
            return "diff omitted: more than %d KiB".formatted(Body.LARGEST / 1024);
        }
        return from instanceof Body.Text(String before) && to instanceof Body.Text(String after)
                ? unified(path, before, after)
                : "binary files differ";
    }

    private static @Nullable String unified(String path, String from, String to) {
        List<String> before = lines(from);
        List<String> diff =
                UnifiedDiffUtils.generateUnifiedDiff(
                        path, path, before, patch(before, lines(to)), CONTEXT);
        if (diff.isEmpty()) {
            return null;
        }
        String all = String.join("\n", diff);
        return all.length() > LONGEST
                ? all.substring(0, all.lastIndexOf('\n', LONGEST)) + "\n… diff cut here"
                : all;
    }

    private static Patch<String> patch(List<String> before, List<String> after) {
        try {
            return DiffUtils.diff(before, after, new Bound());
        } catch (TooDifferent _) {
            return whole(before, after);
        }
    }

    /** All between what both begin and end with is one change. */
    private static Patch<String> whole(List<String> before, List<String> after) {
        int shorter = Math.min(before.size(), after.size());
        int start = same(before, after, shorter);
        int end = same(before.reversed(), after.reversed(), shorter - start);
        var removed = new Chunk<>(start, before.subList(start, before.size() - end));
        var added = new Chunk<>(start, after.subList(start, after.size() - end));
        var patch = new Patch<String>();
        patch.addDelta(new ChangeDelta<>(removed, added));
        return patch;
    }

    /** How many lines are the same from the first on. */
    private static int same(List<String> one, List<String> other, int most) {
        int same = 0;
        while (same < most && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same;
    }

    /** A missing last newline is a difference too, shown as diff(1) shows it. */
    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        } else {
            lines.add(lines.removeLast() + "\n" + NO_NEWLINE);
        }
        return lines;
    }

    /** The comparison takes one step for each edit that it finds to be needed. */
    private static final class Bound implements DiffAlgorithmListener {
        @Override
        public void diffStart() {}

        @Override
        public void diffStep(int edits, int most) {
            if (edits > MOST_EDITS) {
                throw new TooDifferent();
            }
        }

        @Override
        public void diffEnd() {}
    }

    /** The only way out of the library's comparison. */
    private static final class TooDifferent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooDifferent() {
            super(null, null, false, false);
        }
    }
}
