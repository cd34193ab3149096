package io.labctl.agent.machine;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.session.TerminalSize;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A terminal for all streams, which the program has as the one that controls its session. */
final class TerminalEnds implements ProgramEnds {
    /**
     * Opened by who leads a session that has no terminal yet, it becomes that of the session; the
     * agent itself must not be the one who opens it. The program's user runs this.
     */
    private static final String OPENING = "exec 0<>\"$0\" 1>&0 2>&0; exec \"$@\"";

    /** What is typed at the end of input, Ctrl-D. */
    private static final byte VEOF = 4;

    private final PseudoTerminal terminal;
    private volatile boolean isInLine;

    private TerminalEnds(PseudoTerminal terminal) {
        this.terminal = terminal;
    }

    /**
     * A new one of this size.
     *
     * @throws Unavailable when this machine has none to give
     */
    static TerminalEnds make(TerminalSize size, RunAs user) {
        PseudoTerminal terminal = open();
        try {
            terminal.resize(size);
            give(terminal.forPrograms(), user);
            return new TerminalEnds(terminal);
        } catch (IOException e) {
            terminal.close();
            throw notGiven(e);
        } catch (RuntimeException e) {
            terminal.close();
            throw e;
        }
    }

    private static PseudoTerminal open() {
        try {
            return PseudoTerminal.open();
        } catch (FileSystemException e) {
            throw notGiven(e);
        }
    }

    private static Unavailable notGiven(IOException e) {
        return new Unavailable(
                "this machine has no terminal to give: " + FileTrouble.sentence(e), e);
    }

    /**
     * To its user, and to those who may write messages to it (login(1)). By its path: Java would
     * open it for more, and whoever has closed a terminal last has hung up.
     */
    private static void give(Path terminal, RunAs user) throws IOException {
        if (user.isOwn() && user.user().uid() != 0) {
            return; // it is as good as the kernel made it
        }
        Files.setAttribute(terminal, "unix:uid", (int) user.user().uid());
        Optional<GroupPrincipal> writers = group(terminal);
        if (writers.isPresent()) {
            Files.setAttribute(terminal, "posix:group", writers.get());
        }
        Files.setPosixFilePermissions(
                terminal,
                PosixFilePermissions.fromString(writers.isPresent() ? "rw--w----" : "rw-------"));
    }

    private static Optional<GroupPrincipal> group(Path terminal) throws IOException {
        try {
            return Optional.of(
                    terminal.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByGroupName("tty"));
        } catch (UserPrincipalNotFoundException _) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> running(List<String> argv) {
        var whole =
                new ArrayList<>(
                        List.of("/bin/sh", "-c", OPENING, terminal.forPrograms().toString()));
        whole.addAll(argv);
        return whole;
    }

    @Override
    public void redirect(ProcessBuilder program) {
        program.redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
    }

    @Override
    public void started() {}

    @Override
    public InputStream out() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                return terminal.read(into, from, most);
            }
        };
    }

    @Override
    public Optional<InputStream> err() {
        return Optional.empty();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining()) {
            isInLine = bytes.get(bytes.limit() - 1) != '\n';
            terminal.write(bytes);
        }
    }

    /** Within a line it only ends that, and has to be typed once more. */
    @Override
    public void endInput() throws IOException {
        byte[] typed = isInLine ? new byte[] {VEOF, VEOF} : new byte[] {VEOF};
        terminal.write(ByteBuffer.wrap(typed));
    }

    @Override
    public void resize(TerminalSize size) throws IOException {
        terminal.resize(size);
    }

    @Override
    public OptionalLong foreground() {
        return terminal.foreground();
    }

    /** As when a terminal is taken away; a shell with a person before it ignores others. */
    @Override
    public Signal farewell() {
        return Signal.HUP;
    }

    @Override
    public void close() {
        terminal.close();
    }
}
