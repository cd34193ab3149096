package io.labctl.agent.machine;

import io.labctl.catalog.session.TerminalSize;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The agent's ends of what a program has as its standard streams. */
sealed interface ProgramEnds extends Closeable permits PipeEnds, TerminalEnds {
    /** What is run instead of this, so that it has the other ends. */
    List<String> running(List<String> argv);

    /** Gives the other ends to what is to be started. */
    void redirect(ProcessBuilder program);

    /** It has them now. */
    void started();

    /** What it writes on its standard output, for one reader. */
    InputStream out();

    /** What it writes on its standard error, for one reader; empty when that is the same. */
    Optional<InputStream> err();

    /** As {@link Program#write}. */
    void write(ByteBuffer bytes) throws IOException;

    /** As {@link Program#endInput}. */
    void endInput() throws IOException;

    /** Its terminal is as large now, if it has one. */
    void resize(TerminalSize size) throws IOException;

    /** The process group that its terminal's keys reach, if it has one. */
    OptionalLong foreground();

    /** What asks it to end. */
    Signal farewell();
}
