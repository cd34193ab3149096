package io.labctl.cli.rehearse;

import io.labctl.cli.print.Console;

/**
 * As long as it is open, whoever ends this program early is told what may be left and what to do.
 */
final class Unfinished implements AutoCloseable {
    private final Thread sentence;

    Unfinished(Console console) {
        sentence =
                Thread.ofPlatform()
                        .unstarted(
                                () ->
                                        console.say(
                                                "labctl: interrupted, something of the rehearsal may"
                                                        + " be left: 'labctl rehearse' goes on,"
                                                        + " 'labctl rehearse down' removes it"));
        Runtime.getRuntime().addShutdownHook(sentence);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(sentence);
        } catch (IllegalStateException e) {
            // the program is being ended, and the sentence said
        }
    }
}
