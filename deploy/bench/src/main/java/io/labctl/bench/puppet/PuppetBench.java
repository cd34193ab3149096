package io.labctl.bench.puppet;

import io.labctl.bench.MachineLine;
import java.io.IOException;
import java.nio.file.Path;

/** Measures Puppet, then labctl, on one machine. */
public final class PuppetBench {
    private PuppetBench() {}

    /**
     * Arguments: the folder with the packaged programs, the agent's program, the folder of the
     * module that declares the files, a folder to work in, a free port. Puppet's settings on this
     * machine are overwritten and files of its are managed, so it has to be one that is thrown
     * away.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path programs = Path.of(args[0]);
        Path agent = Path.of(args[1]);
        Path module = Path.of(args[2]);
        Path work = Path.of(args[3]);
        System.out.println(MachineLine.of(Path.of("/proc")));
        Figures puppet;
        try (var contender = PuppetContender.start(work)) {
            puppet = new Measurement(contender, work).take();
        }
        int port = Integer.parseInt(args[4]);
        try (var contender = LabctlContender.start(programs, agent, module, work, port)) {
            Figures labctl = new Measurement(contender, work).take();
            new Comparison(System.out).print(puppet, labctl, WarmAgent.measure(contender));
        }
    }
}
