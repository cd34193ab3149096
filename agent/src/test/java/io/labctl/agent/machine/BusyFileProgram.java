package io.labctl.agent.machine;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import java.io.IOException;
import java.nio.file.Path;

/** Puts a host into the hosts file of a machine in a folder, and says how that went. */
final class BusyFileProgram {
    private BusyFileProgram() {}

    public static void main(String[] args) throws IOException {
        var report =
                new TestMachine(Path.of(args[0])).apply(Wanted.host("db", "10.0.0.1")).getFirst();
        System.out.println(report.outcome() + " " + report.reason());
    }
}
