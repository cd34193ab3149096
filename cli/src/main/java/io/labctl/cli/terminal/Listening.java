package io.labctl.cli.terminal;

/** Somebody who is told of signals until it is closed. */
@FunctionalInterface
public interface Listening extends AutoCloseable {
    @Override
    void close();
}
