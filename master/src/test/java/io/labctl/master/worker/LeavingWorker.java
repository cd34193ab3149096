package io.labctl.master.worker;

import io.labctl.catalog.wire.WireJson;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/** As one whose module ends it a moment after its answer: when the next order is in hand. */
final class LeavingWorker {
    private LeavingWorker() {}

    public static void main(String[] args) throws IOException {
        var labd =
                new Frames(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        WireJson.mapper(),
                        1 << 20);
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        long order = labd.read(Asked.class).orElseThrow().id();
        labd.write(new Said(order, new Answer.Built(new TreeMap<>(), List.of())));
        if (labd.read(Asked.class).isPresent()) {
            Runtime.getRuntime().halt(9);
        }
    }
}
