package io.labctl.master.worker;

import io.labctl.catalog.wire.WireJson;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** Says more than that it is ready before it has an order. */
final class TwiceReadyWorker {
    private TwiceReadyWorker() {}

    public static void main(String[] args) throws IOException {
        var labd =
                new Frames(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        WireJson.mapper(),
                        1 << 20);
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        var _ = labd.read(Asked.class); // until it is ended
    }
}
