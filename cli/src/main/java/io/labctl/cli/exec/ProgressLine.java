package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far runs are, on the last line of a terminal: all else is written above it. For many threads.
 */
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 30;

    /** Back to the begin of the line, and nothing behind that (ECMA-48, section 8.3.41). */
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter terminal;
    private final boolean isShown;
    private final int servers;
    private final Map<ServerName, Double> parts = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private int ended;
    private String text = "";

    /**
     * That of runs on so many servers.
     *
     * @param isShown whether somebody sees it there
     */
    ProgressLine(PrintWriter terminal, boolean isShown, int servers) {
        this.terminal = terminal;
        this.isShown = isShown;
        this.servers = servers;
    }

    /** So many resources of one server are done. */
    void progress(ServerName server, int done, int of) {
        locked(
                () -> {
                    parts.put(server, of == 0 ? 1.0 : (double) done / of);
                    show(servers == 1 ? "%d of %d resources".formatted(done, of) : ofServers());
                });
    }

    /** One server is done. */
    void ended(ServerName server) {
        locked(
                () -> {
                    ended++;
                    parts.put(server, 1.0);
                    if (servers > 1) {
                        show(ofServers());
                    }
                });
    }

    private String ofServers() {
        return "%d of %d servers".formatted(ended, servers);
    }

    private void show(String count) {
        if (isShown) {
            double part = parts.values().stream().mapToDouble(each -> each).sum() / servers;
            int full = (int) (part * WIDTH);
            text = "[%s%s] %s".formatted("#".repeat(full), "-".repeat(WIDTH - full), count);
            print(CLEAR + text);
        }
    }

    /** Writes something else on the terminal meanwhile. */
    void apart(Runnable write) {
        locked(
                () -> {
                    boolean isThere = !text.isEmpty();
                    if (isThere) {
                        print(CLEAR);
                    }
                    write.run();
                    if (isThere) {
                        print(text);
                    }
                });
    }

    private void print(String what) {
        terminal.print(what);
        terminal.flush();
    }

    private void locked(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }

    /** Leaves no trace of it. */
    @Override
    public void close() {
        locked(
                () -> {
                    if (!text.isEmpty()) {
                        text = "";
                        print(CLEAR);
                    }
                });
    }
}
