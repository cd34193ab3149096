package io.labctl.cli.exec;

import io.labctl.catalog.name.Visible;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of bytes, and makes them fit for a terminal on which they stand between those of
 * others. For use by one thread.
 */
public final class LineCutter {
    /** What is longer is shown in parts. */
    private static final int LONGEST = 64 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    public LineCutter(Consumer<String> lines) {
        this.lines = lines;
    }

    public void bytes(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n') {
                cut();
            } else {
                line.write(each);
                if (line.size() == LONGEST) {
                    cut();
                }
            }
        }
    }

    /** The last line may have no end. */
    public void end() {
        if (line.size() > 0) {
            cut();
        }
    }

    private void cut() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        lines.accept(Visible.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }
}
