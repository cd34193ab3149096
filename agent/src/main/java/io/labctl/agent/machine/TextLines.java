package io.labctl.agent.machine;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text, each with its own line end, which the last one may lack. */
public final class TextLines {
    private TextLines() {}

    public static List<String> of(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end + 1));
            start = end + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }
}
