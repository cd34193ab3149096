package io.labctl.master.worker;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/** As one whose module has forged an answer: the worker's own comes with it. */
final class HastyForgingWorker {
    private HastyForgingWorker() {}

    public static void main(String[] args) throws IOException {
        var built = new Answer.Built(new TreeMap<>(), List.of());
        HastyWorker.answer((order, more) -> more.write(new Said(order, built)));
    }
}
