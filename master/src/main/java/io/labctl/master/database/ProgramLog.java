package io.labctl.master.database;

import io.labctl.catalog.file.FileTrouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PostgreSQL's programs say, in a file that never grows beyond a bound: when it is full it
 * becomes the older one ({@code .1}), and the older one before it is gone. Programs are followed
 * one after the other.
 */
final class ProgramLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramLog.class);
    private static final Duration LAST_LINES = Duration.ofMillis(500);
    private static final int LONGEST_LINE = 4096;
    private static final int REMEMBERED = 50;

    /** How PostgreSQL marks the line that says why it ends. */
    private static final Pattern CAUSE = Pattern.compile("\\b(FATAL|PANIC|error): ");

    private final Path file;
    private final long largest;
    private final Deque<String> newest = new ArrayDeque<>();
    private boolean writable = true;
    private volatile Thread reader = Thread.ofVirtual().unstarted(() -> {});

    /**
     * @param largest size of either file, in bytes
     */
    ProgramLog(Path file, long largest) {
        this.file = file;
        this.largest = largest;
    }

    Path file() {
        return file;
    }

    /** Takes in everything that a program says until it ends. */
    void follow(Process process) {
        forget();
        reader = Thread.ofVirtual().name("postgres-log").start(() -> read(process));
    }

    /** Waits for the end of the program that was followed last, for a moment only. */
    void awaitEnd() throws InterruptedException {
        reader.join(LAST_LINES);
    }

    /**
     * Why the program that was followed last ended, in its own words: the newest line that names a
     * cause, or else the newest.
     */
    synchronized String lastWords() {
        if (newest.isEmpty()) {
            return "it said nothing";
        }
        return newest.reversed().stream()
                .filter(line -> CAUSE.matcher(line).find())
                .findFirst()
                .orElse(newest.getLast());
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line.substring(0, Math.min(line.length(), LONGEST_LINE)));
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a program's output ended early");
        }
    }

    private synchronized void forget() {
        newest.clear();
    }

    /** What cannot be written is remembered all the same: the reason may be a full disk. */
    synchronized void add(String line) {
        if (!line.isBlank()) {
            newest.add(line);
        }
        if (newest.size() > REMEMBERED) {
            newest.remove();
        }
        try {
            write(line + "\n");
            writable = true;
        } catch (IOException e) {
            if (writable) {
                LOG.atWarn()
                        .addKeyValue("file", file)
                        .addKeyValue("reason", FileTrouble.reason(e))
                        .log("PostgreSQL's log cannot be written");
            }
            writable = false;
        }
    }

    private void write(String text) throws IOException {
        if (Files.exists(file) && Files.size(file) + text.length() > largest) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
