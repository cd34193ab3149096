package io.labctl.cli.exec;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameReader;
import io.labctl.catalog.session.Outbox;
import io.labctl.cli.client.IncomingFrames;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.client.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a session, which is a request in each direction. It is over when one of them
 * is, or when labd has been silent for too long.
 */
final class Link implements AutoCloseable {
    private static final Duration FOR_A_CLEAN_END = Duration.ofMillis(500);

    private final InputStream output;
    private final FrameReader frames;
    private final Outgoing outgoing;
    private final Upload upload;
    private final Pace pace;
    private final Thread watch;

    /** Since when we have listened for the next frame; null while one is written out. */
    private volatile @Nullable Long listeningSince;

    private volatile @Nullable LabException refusal;

    private Link(InputStream output, Outgoing outgoing, Upload upload, Pace pace) {
        this.output = output;
        this.frames = new FrameReader(output);
        this.outgoing = outgoing;
        this.upload = upload;
        this.pace = pace;
        this.watch = Thread.ofVirtual().unstarted(this::closeWhenSilent);
    }

    /**
     * Connects.
     *
     * @param place up to where the output has arrived
     */
    static Link open(LabdClient labd, UUID session, long place, Outbox input, Pace pace) {
        IncomingFrames output = labd.sessionOutput(session, place);
        var outgoing = new Outgoing(input, place, pace);
        Upload upload = labd.sessionInput(session, output.turn(), outgoing);
        var link = new Link(output.body(), outgoing, upload, pace);
        link.upload.whenEnded(link::inputEnded);
        link.watch.start();
        return link;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    /**
     * The next frame.
     *
     * @throws LabException when labd will not have this connection
     * @throws IOException when it broke
     */
    Frame next() throws IOException {
        listeningSince = pace.mark();
        try {
            return frames.next().orElseThrow(() -> new IOException("labd ended the connection"));
        } catch (InvalidInput e) {
            throw new Conflict("labd says what this labctl cannot read: " + e.sentence(), e);
        } catch (IOException e) {
            throwRefusal();
            throw e;
        } finally {
            listeningSince = null;
        }
    }

    /** Ends the input in the way that labd waits for. */
    void end() {
        outgoing.end();
        upload.await(FOR_A_CLEAN_END);
    }

    /** What may be otherwise at the next try is not told; nor is a session that is gone. */
    private void throwRefusal() {
        LabException told = refusal;
        if (told instanceof Denied || told instanceof InvalidInput) {
            throw told;
        }
    }

    private void inputEnded(Optional<LabException> why) {
        refusal = why.orElse(null);
        close();
    }

    private void closeWhenSilent() {
        try {
            while (true) {
                Long since = listeningSince;
                Duration limit = pace.tempo().silence();
                long left = since == null ? limit.toNanos() : pace.left(limit, since);
                if (left <= 0) {
                    break;
                }
                Thread.sleep(Duration.ofNanos(left));
            }
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is closed already
        }
    }

    @Override
    public void close() {
        outgoing.end();
        upload.close();
        try {
            output.close();
        } catch (IOException e) {
            // it is over all the same
        }
        watch.interrupt();
    }
}
