package io.labctl.cli.copy;

import io.labctl.catalog.output.StandardOutput;
import io.labctl.cli.print.Console;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Who copies, and what he was told. */
final class Said {
    private final StringWriter err = new StringWriter();
    private final PrintWriter printed = new PrintWriter(err);
    private final Progress progress = new Progress(printed, false, () -> 0);
    private final Remarks remarks =
            new Remarks(
                    new Console(
                            new StandardOutput(OutputStream.nullOutputStream(), () -> false),
                            printed,
                            false,
                            "labctl"),
                    progress);

    Progress progress() {
        return progress;
    }

    Remarks remarks() {
        return remarks;
    }

    List<String> lines() {
        return err.toString().lines().toList();
    }
}
