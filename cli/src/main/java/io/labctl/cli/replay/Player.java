package io.labctl.cli.replay;

import io.labctl.cli.exec.Pace;
import io.labctl.cli.print.Console;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Plays one recording to the terminal, at its pace or another one. */
final class Player {
    /** What programs push on a terminal's stack of keyboard modes, each screen has its own. */
    private static final String KEYBOARD = "\0337\033[<99u\033[=0u\0338";

    /**
     * What programs leave behind that are not let to their end: modes of the keyboard and the
     * mouse, margins, the other screen, a hidden cursor or one of another form, colours.
     */
    static final String RESET =
            "\033[?1000;1002;1003;1004;1005;1006;1015;1016;2004;2026;1l\033>\033[>4m\033[4l"
                    + "\0337\033[?6l\033[r\0338"
                    + KEYBOARD
                    + "\033[?1049l"
                    + KEYBOARD
                    + "\033[?7h\033[?25h\033[0 q\033[0m\017\033(B";

    private final RecordedLines lines;
    private final Console console;
    private final Pace pace;
    private final double speed;
    private final @Nullable Duration longestIdle;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicInteger exit = new AtomicInteger();

    /**
     * @param lines behind the head
     * @param speed how much faster than it was
     * @param longestIdle nothing happens for so long at most; null for as long as it was
     */
    Player(
            RecordedLines lines,
            Console console,
            Pace pace,
            double speed,
            @Nullable Duration longestIdle) {
        this.lines = lines;
        this.console = console;
        this.pace = pace;
        this.speed = speed;
        this.longestIdle = longestIdle;
    }

    /** Ends it before its end. */
    void stop(int code) {
        exit.compareAndSet(0, code);
        stopped.countDown();
        lines.close();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Answers with the exit code. */
    int play() {
        try {
            playEvents();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!isStopped()) {
                throw e;
            }
        } finally {
            boolean _ = pass(RESET);
        }
        return exit.get();
    }

    private void playEvents() throws InterruptedException {
        long start = pace.mark();
        Duration before = Duration.ZERO;
        Duration due = Duration.ZERO;
        boolean goesOn = true;
        for (var line = lines.next(); goesOn && line.isPresent(); line = lines.next()) {
            CastEvent event = CastEvent.of(line.get());
            due = due.plus(shortened(event.at().minus(before)));
            before = event.at();
            goesOn = waits(due.minus(pace.since(start))) && shows(event);
        }
    }

    private Duration shortened(Duration idle) {
        Duration most = longestIdle == null || idle.compareTo(longestIdle) < 0 ? idle : longestIdle;
        return Duration.ofNanos(Math.round(most.toNanos() / speed));
    }

    private boolean waits(Duration span) throws InterruptedException {
        return !isStopped() && (!span.isPositive() || pace.waiting().passes(span, stopped));
    }

    /** False when nobody looks any more. */
    private boolean shows(CastEvent event) {
        return switch (event.kind()) {
            case "o" -> pass(event.text());
            case "m" -> pass("[labctl: %s]".formatted(event.text()));
            default -> true; // a terminal has the size that its owner gives it
        };
    }

    private boolean pass(String text) {
        return console.out().pass(text.getBytes(StandardCharsets.UTF_8));
    }
}
