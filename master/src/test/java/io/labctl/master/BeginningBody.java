package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** A request whose body labd has begun to read, and will not see the end of. */
record BeginningBody(RawConnection raw) implements AutoCloseable {
    static BeginningBody of(LabdClient client, int port, int bytes) throws IOException {
        var raw = new RawConnection(client, port);
        raw.asks(
                "POST /agent/v1/enroll HTTP/1.1",
                "Host: x",
                "Content-Length: " + bytes,
                "Expect: 100-continue");
        assertThat(raw.hearsLine()).isEqualTo("HTTP/1.1 100 Continue");
        return new BeginningBody(raw.says("{"));
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
