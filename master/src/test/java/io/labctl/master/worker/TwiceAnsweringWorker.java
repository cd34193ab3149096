package io.labctl.master.worker;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.WireJson;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** As one whose module has forged an answer in its order's name, before the worker's own. */
final class TwiceAnsweringWorker {
    private TwiceAnsweringWorker() {}

    public static void main(String[] args) throws IOException {
        var labd =
                new Frames(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        WireJson.mapper(),
                        1 << 20);
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        for (Optional<Asked> next = labd.read(Asked.class);
                next.isPresent();
                next = labd.read(Asked.class)) {
            Said said = new Said(next.get().id(), answer((Order.Build) next.get().order()));
            labd.write(said);
            labd.write(said);
        }
    }

    private static Answer answer(Order.Build order) {
        return new Answer.Built(
                new TreeMap<>(), List.of(new Fault(order.module(), null, 0, "forged")));
    }
}
