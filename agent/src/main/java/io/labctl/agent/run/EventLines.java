package io.labctl.agent.run;

import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunNote;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events on the way to who reads them, an object of JSON a line. Nobody waits until they are read:
 * where they come faster, whole lines are dropped, and that is told. Safe for use by many threads.
 */
final class EventLines extends InputStream {
    /** In bytes. */
    private static final int MOST = 1024 * 1024;

    private final JsonMapper json;
    private final Deque<byte[]> lines = new ArrayDeque<>();
    private byte @Nullable [] current;
    private int place;
    private int size;
    private int dropped;
    private boolean isEnded;

    EventLines(JsonMapper json) {
        this.json = json;
    }

    /** The last word of a run is always taken. */
    synchronized void add(RunEvent event) {
        if (isEnded) {
            return;
        }
        byte[] line = (json.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
        boolean isLast = event instanceof RunEvent.Ended || event instanceof RunEvent.NotMade;
        if (!isLast && size + line.length > MOST) {
            dropped++;
            return;
        }
        if (dropped > 0) {
            String sentence =
                    "%d lines are not told here, for they were not read in time; the report has all"
                            .formatted(dropped);
            dropped = 0;
            add(new RunEvent.Said(RunNote.warning(sentence)));
        }
        lines.add(line);
        size += line.length;
        notifyAll();
    }

    synchronized void end() {
        isEnded = true;
        notifyAll();
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        byte[] line = current == null ? next() : current;
        if (line == null) {
            return -1;
        }
        int count = Math.min(length, line.length - place);
        System.arraycopy(line, place, into, offset, count);
        place += count;
        current = place == line.length ? null : line;
        return count;
    }

    /** Waits for it; null when there is none any more. */
    private byte @Nullable [] next() {
        try {
            while (lines.isEmpty() && !isEnded) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
        byte[] line = lines.poll();
        place = 0;
        size -= line == null ? 0 : line.length;
        return line;
    }
}
