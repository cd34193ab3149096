package io.labctl.master.worker;

import io.labctl.catalog.name.Printable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON over a pipe, each behind a mark and its length in bytes. */
final class Frames implements AutoCloseable {
    /** Tells a message from what anything else writes into the pipe. */
    private static final int MARK = 0x6c_61_62_1a;

    /** Of such other bytes, to be shown. */
    private static final int SHOWN = 60;

    /** A message that is not taken. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        private Unreadable(String why) {
            super(why);
        }

        private Unreadable(String why, JacksonException cause) {
            super(why, cause);
        }
    }

    private final DataInputStream in;
    private final DataOutputStream out;
    private final JsonMapper json;
    private final int largest;

    /**
     * @param largest message that may come in, in bytes
     */
    Frames(InputStream in, OutputStream out, JsonMapper json, int largest) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
        this.json = json;
        this.largest = largest;
    }

    byte[] packed(Object message) {
        return json.writeValueAsBytes(message);
    }

    void write(Object message) throws IOException {
        writePacked(packed(message));
    }

    /** Sends one; the only one at a time. */
    synchronized void writePacked(byte[] bytes) throws IOException {
        out.writeInt(MARK);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /**
     * Waits for the next one; empty when the other side has ended.
     *
     * @throws Unreadable saying of a message what is wrong with it
     * @throws IOException when nothing more can be read
     */
    <T> Optional<T> read(Class<T> type) throws IOException {
        try {
            int mark = in.readInt();
            if (mark != MARK) {
                throw new Unreadable("it is none, but begins with '%s'".formatted(other(mark)));
            }
            int length = in.readInt();
            if (length < 0 || length > largest) {
                throw new Unreadable(
                        "it has %d bytes, more than %d"
                                .formatted(Integer.toUnsignedLong(length), largest));
            }
            byte[] bytes = in.readNBytes(length);
            return bytes.length < length
                    ? Optional.empty()
                    : Optional.of(json.readValue(bytes, type));
        } catch (EOFException _) {
            return Optional.empty();
        } catch (StreamConstraintsException e) {
            throw new Unreadable(
                    "it has more than %d names and values, is nested deeper than %d, or has a name of more than %d or a number of more than %d characters"
                            .formatted(
                                    limits().getMaxTokenCount(),
                                    limits().getMaxNestingDepth(),
                                    limits().getMaxNameLength(),
                                    limits().getMaxNumberLength()),
                    e);
        } catch (JacksonException e) {
            throw new Unreadable("it is none", e);
        }
    }

    private StreamReadConstraints limits() {
        return json.tokenStreamFactory().streamReadConstraints();
    }

    /** What has come so far: more may never do. */
    private String other(int mark) throws IOException {
        byte[] more = in.readNBytes(Math.min(in.available(), SHOWN - Integer.BYTES));
        byte[] all =
                ByteBuffer.allocate(Integer.BYTES + more.length).putInt(mark).put(more).array();
        return Printable.of(new String(all, StandardCharsets.UTF_8).strip(), SHOWN);
    }

    @Override
    public void close() throws IOException {
        out.close();
        in.close();
    }
}
