package io.labctl.catalog.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes until that fails once; what came later would stand behind a gap. */
final class UntilFault extends FilterOutputStream {
    private @Nullable IOException fault;

    UntilFault(OutputStream out) {
        super(out);
    }

    Optional<IOException> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (fault != null) {
            throw fault;
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            fault = e;
            throw e;
        }
    }
}
