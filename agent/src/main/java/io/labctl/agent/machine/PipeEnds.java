package io.labctl.agent.machine;

import io.labctl.catalog.session.TerminalSize;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A pipe for each stream; a program that is given nothing reads {@code /dev/null}. */
final class PipeEnds implements ProgramEnds {
    private final @Nullable InputPipe in;
    private final OutputPipe out;
    private final OutputPipe err;

    private PipeEnds(@Nullable InputPipe in, OutputPipe out, OutputPipe err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * New ones.
     *
     * @param input whether the program is given something to read
     */
    static PipeEnds make(boolean input) throws IOException {
        var made = new ArrayList<Closeable>();
        try {
            InputPipe in = input ? InputPipe.make() : null;
            Optional.ofNullable(in).ifPresent(made::add);
            OutputPipe out = OutputPipe.make();
            made.add(out);
            return new PipeEnds(in, out, OutputPipe.make());
        } catch (IOException | RuntimeException e) {
            for (Closeable pipe : made) {
                pipe.close();
            }
            throw e;
        }
    }

    @Override
    public List<String> running(List<String> argv) {
        return argv;
    }

    @Override
    public void redirect(ProcessBuilder program) {
        program.redirectOutput(out.forProgram()).redirectError(err.forProgram());
        if (in == null) {
            program.redirectInput(new File("/dev/null"));
        } else {
            program.redirectInput(in.forProgram());
        }
    }

    @Override
    public void started() {
        if (in != null) {
            in.started();
        }
    }

    @Override
    public InputStream out() {
        return out.written();
    }

    @Override
    public Optional<InputStream> err() {
        return Optional.of(err.written());
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (in != null) {
            in.write(bytes);
        }
    }

    @Override
    public void endInput() throws IOException {
        if (in != null) {
            in.close();
        }
    }

    @Override
    public void resize(TerminalSize size) {}

    @Override
    public OptionalLong foreground() {
        return OptionalLong.empty();
    }

    @Override
    public Signal farewell() {
        return Signal.TERM;
    }

    @Override
    public void close() throws IOException {
        try (out;
                err) {
            endInput();
        }
    }
}
