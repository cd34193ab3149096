package io.labctl.master.background;

/** Something to be ended, without a checked exception. */
@FunctionalInterface
public interface Closing extends AutoCloseable {
    @Override
    void close();
}
