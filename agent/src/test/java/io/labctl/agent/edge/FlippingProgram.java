package io.labctl.agent.edge;

import io.labctl.agent.apply.TestMachine;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a file in two versions, again and again, until it is killed; each time it says so. */
final class FlippingProgram {
    private FlippingProgram() {}

    public static void main(String[] args) throws IOException {
        TestMachine machine = WrittenFile.machine(Path.of(args[0]));
        WrittenFile file = WrittenFile.valueOf(args[1]);
        for (int i = 0; true; i++) {
            file.write(machine, i % 2 == 0 ? "a" : "b");
            System.out.println("flipped");
        }
    }
}
