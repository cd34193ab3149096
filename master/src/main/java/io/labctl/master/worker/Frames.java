package io.labctl.master.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON over a pipe, each behind its length in bytes. */
final class Frames implements AutoCloseable {
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

    /** Sends one; the only one at a time. */
    synchronized void write(Object message) throws IOException {
        byte[] bytes = json.writeValueAsBytes(message);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /** Waits for the next one; empty when the other side has ended. */
    <T> Optional<T> read(Class<T> type) throws IOException {
        try {
            int length = in.readInt();
            if (length < 0 || length > largest) {
                throw new IOException("it has %d bytes".formatted(Integer.toUnsignedLong(length)));
            }
            byte[] bytes = in.readNBytes(length);
            return bytes.length < length
                    ? Optional.empty()
                    : Optional.of(json.readValue(bytes, type));
        } catch (EOFException _) {
            return Optional.empty();
        } catch (StreamConstraintsException e) {
            throw new IOException("it has too many parts", e);
        } catch (JacksonException e) {
            throw new IOException("it is none", e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        in.close();
    }
}
