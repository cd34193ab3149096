package io.labctl.master.worker;

import io.labctl.catalog.wire.WireJson;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/** As one that some orders end before any code of them runs: the module's name says how. */
final class EndingWorker {
    static final String ENDS = "ends";
    static final String EXHAUSTS_ONE = "exhausts-one";

    private EndingWorker() {}

    public static void main(String[] args) throws IOException {
        var labd =
                new Frames(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        WireJson.mapper(),
                        1 << 20);
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        for (boolean isFirst = true; ; isFirst = false) {
            Asked asked = labd.read(Asked.class).orElseThrow();
            String module = ((Order.Build) asked.order()).module();
            if (module.equals(ENDS)) {
                Runtime.getRuntime().halt(9);
            }
            if (module.equals(EXHAUSTS_ONE) && !isFirst) {
                System.err.println(WorkerBounds.LAST_WORDS + new OutOfMemoryError("heap"));
                Runtime.getRuntime().halt(WorkerBounds.EXHAUSTED);
            }
            labd.write(new Said(asked.id(), new Answer.Built(new TreeMap<>(), List.of())));
        }
    }
}
