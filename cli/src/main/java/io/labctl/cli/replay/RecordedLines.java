package io.labctl.cli.replay;

import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.api.RecordingPage.Extent;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.cli.client.LabdClient;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A recording as labd gives it, page by page; the next one is asked for while one is shown, and no
 * more than that. For use by one thread, except to close it.
 */
final class RecordedLines implements AutoCloseable {
    private final LabdClient labd;
    private final UUID session;
    private final ExecutorService asking =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("recording").factory());
    private Iterator<String> shown = List.<String>of().iterator();
    private @Nullable Future<RecordingPage> coming;
    private @Nullable Extent extent;

    RecordedLines(LabdClient labd, UUID session) {
        this.labd = labd;
        this.session = session;
        this.coming = ask(null);
    }

    private Future<RecordingPage> ask(@Nullable String from) {
        return asking.submit(() -> labd.recording(session, from));
    }

    /**
     * The next, without a line feed; empty behind the last.
     *
     * @throws LabException when labd has no more that can be trusted, or cannot be reached
     */
    Optional<String> next() {
        while (!shown.hasNext() && coming != null) {
            RecordingPage page = arrived(coming);
            shown = page.lines().iterator();
            extent = page.extent();
            coming = page.next() == null ? null : ask(page.next());
        }
        return shown.hasNext() ? Optional.of(shown.next()) : Optional.empty();
    }

    private static RecordingPage arrived(Future<RecordingPage> page) {
        try {
            return page.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LabException told ? told : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for labd", e);
        }
    }

    /** How far the recording goes; null before its last line. */
    @Nullable Extent extent() {
        return extent;
    }

    /** Whoever reads reads no more. */
    @Override
    public void close() {
        asking.shutdownNow();
    }
}
