package io.labctl.cli;

import io.labctl.catalog.session.TerminalSize;
import io.labctl.cli.terminal.Listening;
import io.labctl.cli.terminal.Terminal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A terminal without a screen, whose window a test may draw larger. */
final class FakeTerminal implements Terminal {
    private volatile @Nullable TerminalSize size;
    private volatile boolean raw;
    private volatile Runnable resized = () -> {};

    private FakeTerminal(@Nullable TerminalSize size) {
        this.size = size;
    }

    static FakeTerminal none() {
        return new FakeTerminal(null);
    }

    static FakeTerminal of(int columns, int rows) {
        return new FakeTerminal(new TerminalSize(columns, rows));
    }

    void becomes(int columns, int rows) {
        size = new TerminalSize(columns, rows);
        resized.run();
    }

    boolean isRaw() {
        return raw;
    }

    @Override
    public Optional<TerminalSize> size() {
        return Optional.ofNullable(size);
    }

    @Override
    public Map<String, String> variables() {
        return Map.of("TERM", "xterm", "LANG", "C.UTF-8");
    }

    /** As {@code stderr} is one where the tests look at that. */
    @Override
    public boolean showsOutput() {
        return size != null;
    }

    @Override
    public boolean showsErrors() {
        return size != null;
    }

    @Override
    public Listening raw() {
        raw = true;
        return () -> raw = false;
    }

    @Override
    public Listening resized(Runnable run) {
        resized = run;
        return () -> resized = () -> {};
    }
}
