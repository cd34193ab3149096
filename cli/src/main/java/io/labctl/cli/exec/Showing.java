package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;

/** How what a session brings is shown, and what becomes of it when labctl is told to stop. */
interface Showing extends AutoCloseable {
    /** Shows there what one server brings. */
    Display on(ServerName server, Display there);

    Manners manners(Talk talk, Display display);

    /** What became of it, in a word that is the same for all that ended alike. */
    String word(SessionEnd end);

    /** One server is done, or will not be asked. */
    default void ended(ServerName server) {}

    /** All are. */
    @Override
    default void close() {}
}
