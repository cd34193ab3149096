package io.labctl.cli.exec;

import io.labctl.cli.print.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/**
 * labctl's own streams: bytes pass as they are.
 *
 * @param err takes bytes as they are
 * @param raw whether a line feed alone does not lead to the begin of a line now
 */
record Streams(Console console, OutputStream err, BooleanSupplier raw) implements Display {
    @Override
    public boolean out(byte[] bytes) {
        return console.out().pass(bytes);
    }

    @Override
    public void err(byte[] bytes) {
        try {
            err.write(bytes);
            err.flush();
        } catch (IOException e) {
            // there is no third place to say so
        }
    }

    @Override
    public void say(String sentence) {
        if (raw.getAsBoolean()) {
            console.err().print("\r\n");
            console.say(sentence.replace("\n", "\r\n") + "\r");
        } else {
            console.say(sentence);
        }
    }

    @Override
    public boolean isRead() {
        return console.out().takesMore();
    }

    @Override
    public boolean isFaulty() {
        return console.out().fault().isPresent();
    }
}
