package io.labctl.cli.terminal;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.session.TerminalSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal on our standard input, by stty(1). */
public final class Stty implements Terminal {
    private static final Set<String> VARIABLES = Set.of("TERM", "COLORTERM", "LANG");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5}) ([0-9]{1,5})");

    private static final Path OUTPUT = Path.of("/proc/self/fd/1");
    private static final Path ERRORS = Path.of("/proc/self/fd/2");
    private static final Pattern A_TERMINAL = Pattern.compile("/dev/(pts/|tty|console).*");

    private final Map<String, String> environment;
    private final ProcessSignals signals;

    public Stty(Map<String, String> environment, ProcessSignals signals) {
        this.environment = Map.copyOf(environment);
        this.signals = signals;
    }

    @Override
    public Optional<TerminalSize> size() {
        return stty("size").map(SIZE::matcher).filter(Matcher::matches).map(Stty::size);
    }

    private static TerminalSize size(Matcher rowsAndColumns) {
        return new TerminalSize(
                Integer.parseInt(rowsAndColumns.group(2)),
                Integer.parseInt(rowsAndColumns.group(1)));
    }

    @Override
    public Map<String, String> variables() {
        var variables = new TreeMap<>(environment);
        variables.keySet().retainAll(VARIABLES);
        return variables;
    }

    @Override
    public boolean showsOutput() {
        return isTerminal(OUTPUT);
    }

    @Override
    public boolean showsErrors() {
        return isTerminal(ERRORS);
    }

    private static boolean isTerminal(Path stream) {
        try {
            return A_TERMINAL.matcher(Files.readSymbolicLink(stream).toString()).matches();
        } catch (IOException e) {
            return false; // nobody can tell, and a line less does no harm
        }
    }

    /** Also the end of this process sets it back, whatever that comes from. */
    @Override
    public Listening raw() {
        String before = stty("-g").orElseThrow(() -> new Unavailable("the terminal is gone"));
        var isRaw = new AtomicBoolean(true);
        Runnable restore =
                () -> {
                    if (isRaw.getAndSet(false)) {
                        stty(before);
                    }
                };
        var atTheEnd = new Thread(restore);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        stty("raw", "-echo", "-iexten");
        return () -> {
            restore.run();
            remove(atTheEnd);
        };
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process ends already
        }
    }

    @Override
    public Listening resized(Runnable run) {
        return signals.on("WINCH", run);
    }

    /** What it printed; empty when it failed, as it does where there is no terminal. */
    private static Optional<String> stty(String... arguments) {
        var words = new ArrayList<>(List.of("stty"));
        words.addAll(List.of(arguments));
        try {
            Process stty =
                    new ProcessBuilder(words)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var printed = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return stty.waitFor() == 0 ? Optional.of(printed.strip()) : Optional.empty();
        } catch (IOException e) {
            throw new Unavailable(
                    "stty, which a terminal needs, cannot be run: " + FileTrouble.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while stty ran", e);
        }
    }
}
