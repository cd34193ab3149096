package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.usage.Told;
import io.labctl.cli.print.Console;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** labctl's streams for many commands: whole lines, each with its server's name in front. */
final class SharedScreen {
    private final Console console;
    private final int width;
    private final ReentrantLock lock = new ReentrantLock();

    SharedScreen(Console console, List<ServerName> servers) {
        this.console = console;
        this.width = servers.stream().mapToInt(each -> each.value().length()).max().orElse(0);
    }

    boolean isRead() {
        lock.lock();
        try {
            return console.out().takesMore();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFaulty() {
        lock.lock();
        try {
            return console.out().fault().isPresent();
        } finally {
            lock.unlock();
        }
    }

    Part of(ServerName server) {
        return new Part(
                server.value() + " ".repeat(width - server.value().length()) + " | ",
                "labctl: server '%s': ".formatted(server));
    }

    /** What one server shows of it. */
    final class Part implements Display, AutoCloseable {
        private final String prefix;

        /** How a sentence begins that names the server itself. */
        private final String named;

        private final LineCutter out = new LineCutter(this::outLine);
        private final LineCutter err = new LineCutter(this::errLine);

        private Part(String prefix, String named) {
            this.prefix = prefix;
            this.named = named;
        }

        @Override
        public boolean out(byte[] bytes) {
            out.bytes(bytes);
            return SharedScreen.this.isRead();
        }

        @Override
        public void err(byte[] bytes) {
            err.bytes(bytes);
        }

        /** Its name stands in front already. */
        @Override
        public void say(String sentence) {
            String rest =
                    sentence.startsWith(named)
                            ? "labctl: " + sentence.substring(named.length())
                            : sentence;
            rest.lines().forEach(line -> errLine(Told.in(console.typeable(line))));
        }

        @Override
        public boolean isRead() {
            return SharedScreen.this.isRead();
        }

        @Override
        public boolean isFaulty() {
            return SharedScreen.this.isFaulty();
        }

        private void outLine(String line) {
            lock.lock();
            try {
                console.line(prefix + line);
            } finally {
                lock.unlock();
            }
        }

        private void errLine(String line) {
            lock.lock();
            try {
                console.err().println(prefix + line);
                console.err().flush();
            } finally {
                lock.unlock();
            }
        }

        /** Shows what has no end of a line, too. */
        @Override
        public void close() {
            out.end();
            err.end();
            SharedScreen.this.isRead();
        }
    }
}
