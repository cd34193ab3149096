package io.labctl.master.recording;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A part of a recording, as it is before it is encrypted: how far the recording has come with it,
 * whether it is the last, and its events, compressed: the time of each and its frame.
 */
record Piece(Progress progress, Ending ending, List<Event> events) {
    private static final int HEAD = 1 + 3 * Long.BYTES;

    Piece {
        events = List.copyOf(events);
    }

    byte[] encoded() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(ending.code());
            out.writeLong(progress.upTo());
            out.writeLong(progress.millis());
            out.writeLong(progress.bytes());
            try (var compressed = new DataOutputStream(new DeflaterOutputStream(out))) {
                for (Event each : events) {
                    compressed.writeLong(each.millis());
                    compressed.write(each.frame().bytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Of what nobody else can have made. */
    static Piece of(byte[] encoded) {
        ByteBuffer head = ByteBuffer.wrap(encoded);
        Ending ending = Ending.of(head.get());
        var progress = new Progress(head.getLong(), head.getLong(), head.getLong());
        var rest = new ByteArrayInputStream(encoded, HEAD, encoded.length - HEAD);
        try (var compressed = new InflaterInputStream(rest)) {
            return new Piece(progress, ending, events(ByteBuffer.wrap(compressed.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much there is to tell of it. */
    long bytes() {
        return events.stream().mapToLong(Event::bytes).sum();
    }

    private static List<Event> events(ByteBuffer bytes) {
        var events = new ArrayList<Event>();
        var frames = new FrameDecoder();
        while (bytes.hasRemaining()) {
            long millis = bytes.getLong();
            Frame frame = frames.next(bytes).orElseThrow();
            events.add(new Event(millis, frame));
        }
        return events;
    }
}
