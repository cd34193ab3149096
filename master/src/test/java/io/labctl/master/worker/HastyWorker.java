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

/** As one whose module makes it say more than its answer, in one piece with that. */
final class HastyWorker {
    private static final JsonMapper JSON = WireJson.mapper();

    /** What else it says. */
    interface More {
        void write(long order, Frames more) throws IOException;
    }

    private HastyWorker() {}

    static void answer(More more) throws IOException {
        var out = new FileOutputStream(FileDescriptor.out);
        var labd = new Frames(new FileInputStream(FileDescriptor.in), out, JSON, 1 << 20);
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        long order = labd.read(Asked.class).orElseThrow().id();
        var bytes = new ByteArrayOutputStream();
        var frames = new Frames(InputStream.nullInputStream(), bytes, JSON, 1);
        frames.write(new Said(order, new Answer.Built(new TreeMap<>(), List.of())));
        more.write(order, frames);
        out.write(bytes.toByteArray());
        var _ = labd.read(Asked.class); // until it is ended
    }
}
