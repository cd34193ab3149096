package io.labctl.cli.exec;

/** Somebody who is told of signals until it is closed. */
@FunctionalInterface
public interface Listening extends AutoCloseable {
    @Override
    void close();
}
