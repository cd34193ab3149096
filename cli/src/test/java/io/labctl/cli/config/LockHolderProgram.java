package io.labctl.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Begins a change of a config file, says so, and does not end before its input does. */
final class LockHolderProgram {
    private LockHolderProgram() {}

    public static void main(String[] args) {
        new ConfigFile(Path.of(args[0])).change(LockHolderProgram::held);
    }

    private static LabctlConfig held(LabctlConfig config) {
        System.out.println("held");
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }
}
