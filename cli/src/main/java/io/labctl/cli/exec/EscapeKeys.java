package io.labctl.cli.exec;

import java.io.ByteArrayOutputStream;

/**
 * Lets a person leave whose connection is dead, as in ssh(1): {@code ~.} at the begin of a line is
 * for us, {@code ~~} there is one {@code ~} for the command. For use by one thread.
 */
final class EscapeKeys {
    private final Runnable escaped;
    private boolean lineBegins = true;
    private boolean tilde;

    EscapeKeys(Runnable escaped) {
        this.escaped = escaped;
    }

    /** What of these bytes is for the command. */
    byte[] passed(byte[] typed) {
        var passed = new ByteArrayOutputStream(typed.length + 1);
        for (byte key : typed) {
            if (!tilde && lineBegins && key == '~') {
                tilde = true;
                continue;
            }
            if (tilde) {
                if (key == '.') {
                    escaped.run();
                    return new byte[0];
                }
                if (key != '~') {
                    passed.write('~');
                }
                tilde = false;
            }
            passed.write(key);
            lineBegins = key == '\r' || key == '\n';
        }
        return passed.toByteArray();
    }
}
