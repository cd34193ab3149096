package io.labctl.agent.run;

import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunNote;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** Up to where the first of them has been read. */
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
        byte[] line = line(event);
        boolean isLast = event instanceof RunEvent.Ended || event instanceof RunEvent.NotMade;
        if (!isLast && size + line.length > MOST) {
            dropped++;
            return;
        }
        tellDropped();
        take(line);
    }

    /** Beyond the bound, if need be: it is one line for any number of them. */
    private void tellDropped() {
        if (dropped > 0) {
            String sentence =
                    "%d lines are not told here, for they were not read in time; the report has all"
                            .formatted(dropped);
            take(line(new RunEvent.Said(RunNote.warning(sentence))));
            dropped = 0;
        }
    }

    private byte[] line(RunEvent event) {
        return (json.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void take(byte[] line) {
        lines.add(line);
        size += line.length;
        notifyAll();
    }

    synchronized void end() {
        if (!isEnded) {
            tellDropped();
        }
        isEnded = true;
        notifyAll();
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** Of all that is there as much as there is room for: who reads may be slow to come again. */
    @Override
    public synchronized int read(byte[] into, int offset, int length) {
        if (!awaitSome()) {
            return -1;
        }
        int count = 0;
        for (byte[] line = lines.peek(); line != null && count < length; line = lines.peek()) {
            int part = Math.min(length - count, line.length - place);
            System.arraycopy(line, place, into, offset + count, part);
            count += part;
            place += part;
            if (place == line.length) {
                lines.remove();
                size -= line.length;
                place = 0;
            }
        }
        return count;
    }

    /** False when nothing comes any more. */
    private boolean awaitSome() {
        try {
            while (lines.isEmpty() && !isEnded) {
                wait();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !lines.isEmpty();
    }
}
