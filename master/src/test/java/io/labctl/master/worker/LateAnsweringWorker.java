package io.labctl.master.worker;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * As one whose module has forged an answer in its order's name: the worker's own, and rubbish after
 * it, comes when the next order is in hand.
 */
final class LateAnsweringWorker {
    private static final JsonMapper JSON = WireJson.mapper();

    private LateAnsweringWorker() {}

    public static void main(String[] args) throws IOException {
        var out = new FileOutputStream(FileDescriptor.out);
        var labd = new Frames(new FileInputStream(FileDescriptor.in), out, JSON, 1 << 20);
        labd.write(new Said(Said.NO_ORDER, new Answer.Ready()));
        byte[] late = new byte[0];
        for (Optional<Asked> next = labd.read(Asked.class);
                next.isPresent();
                next = labd.read(Asked.class)) {
            out.write(late);
            Said said = new Said(next.get().id(), answer((Order.Build) next.get().order()));
            labd.write(said);
            late = withRubbish(said);
        }
    }

    private static byte[] withRubbish(Said said) throws IOException {
        var bytes = new ByteArrayOutputStream();
        new Frames(InputStream.nullInputStream(), bytes, JSON, 1).write(said);
        bytes.writeBytes("rubbish".getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static Answer answer(Order.Build order) {
        return new Answer.Built(
                new TreeMap<>(), List.of(new Fault(order.module(), null, 0, "forged")));
    }
}
