package io.labctl.master.worker;

import io.labctl.catalog.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * As one whose module has forged an answer upon which labd ends the worker: the worker's own is on
 * its way by then, and so long that labd still reads it.
 */
final class HastyForgingWorker {
    private static final JsonMapper JSON = WireJson.mapper();
    private static final int CLASSES = 3000; // less than what a pipe takes at once

    private HastyForgingWorker() {}

    public static void main(String[] args) throws IOException {
        var out = new FileOutputStream(FileDescriptor.out);
        var labd = new Frames(new FileInputStream(FileDescriptor.in), out, JSON, 1 << 20);
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        long order = labd.read(Asked.class).orElseThrow().id();
        out.write(both(order));
        var _ = labd.read(Asked.class); // until it is ended
    }

    private static byte[] both(long order) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var frames = new Frames(InputStream.nullInputStream(), bytes, JSON, 1);
        frames.write(new Said(order, new Answer.Built(new TreeMap<>(), List.of())));
        var classes = new TreeMap<String, byte[]>();
        for (int i = 0; i < CLASSES; i++) {
            classes.put("a.Class" + i, new byte[0]);
        }
        frames.write(new Said(order, new Answer.Built(classes, List.of())));
        return bytes.toByteArray();
    }
}
