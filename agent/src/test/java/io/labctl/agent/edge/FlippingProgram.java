package io.labctl.agent.edge;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Makes some files all of one letter, then all of another, again and again, until it is killed;
 * each time it says so.
 */
final class FlippingProgram {
    static final int SIZE = 1 << 20;
    private static final int FILES = 4;

    private FlippingProgram() {}

    public static void main(String[] args) throws IOException {
        var machine = new TestMachine(Path.of(args[0]));
        for (int i = 0; true; i++) {
            machine.apply(files(i % 2 == 0 ? "a" : "b"));
            System.out.println("flipped");
        }
    }

    static Resource[] files(String letter) {
        return IntStream.range(0, FILES)
                .mapToObj(i -> Wanted.file("/etc/file" + i, letter.repeat(SIZE)))
                .toArray(Resource[]::new);
    }
}
