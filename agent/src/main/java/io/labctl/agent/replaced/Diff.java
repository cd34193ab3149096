package io.labctl.agent.replaced;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of content, line by line. */
final class Diff {
    /** In characters; a report is read by people and kept for long. */
    static final int LONGEST = 32 * 1024;

    private static final int CONTEXT = 3;
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
                        path, path, before, DiffUtils.diff(before, lines(to)), CONTEXT);
        if (diff.isEmpty()) {
            return null;
        }
        String all = String.join("\n", diff);
        return all.length() > LONGEST
                ? all.substring(0, all.lastIndexOf('\n', LONGEST)) + "\n… diff cut here"
                : all;
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
}
