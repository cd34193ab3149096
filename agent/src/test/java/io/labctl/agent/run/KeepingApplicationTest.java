package io.labctl.agent.run;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.cache.CheckedCatalogs;
import io.labctl.agent.console.Paint;
import io.labctl.agent.console.RunConsole;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepingApplicationTest {
    @TempDir private Path folder;
    private final RunListener listener =
            new RunConsole(new PrintWriter(new StringWriter()), Paint.NONE);
    private final RunNotes notes = new RunNotes(listener);

    @Test
    void the_report_says_of_what_no_copy_was_kept() throws IOException {
        var backups =
                new Backups(folder.resolve("backups"), InstantSource.system(), WireJson.mapper());
        Path image = fileOf(101L << 20);

        new KeepingApplication((_, _, _) -> replaced(image, backups), backups)
                .apply(
                        CheckedCatalogs.of(
                                new Catalog(
                                        Catalog.FORMAT,
                                        "lab://agent/metal/prod/web1",
                                        List.of(),
                                        List.of())),
                        new Manner(false, null, Duration.ofHours(1)),
                        new ToldProgress(new ConcurrentLinkedQueue<>(), listener, notes, false, 1));

        assertThat(notes.kept())
                .containsExactly(
                        RunNote.warning("no copy was kept of '/srv/image': larger than 100 MiB"));
    }

    private static List<ResourceReport> replaced(Path file, Backups backups) {
        try {
            backups.keep("/srv/image", file);
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of nothing, which takes no room. */
    private Path fileOf(long bytes) throws IOException {
        Path file = folder.resolve("image");
        try (var content = FileChannel.open(file, CREATE_NEW, WRITE)) {
            content.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
        }
        return file;
    }
}
