package io.labctl.master.worker;

import io.labctl.catalog.wire.WireJson;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;

/**
 * The worker's composition root: a process without secrets, network or writable files, in which the
 * code of a site's modules is compiled and run. It takes one order after the other on its standard
 * input and ends with it.
 */
public final class ModuleWorker {
    /** A module's sources or classes, and a site's data. */
    private static final int LARGEST_ORDER = 128 << 20;

    private final Frames labd;

    /** Of the order in hand. */
    private long order = Said.NO_ORDER;

    private ModuleWorker(Frames labd) {
        this.labd = labd;
    }

    public static void main(String[] args) throws InterruptedException, IOException {
        var labd =
                new Frames(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out),
                        WireJson.mapper(),
                        LARGEST_ORDER);
        System.setOut(System.err); // a module that prints must not write into an answer
        new ModuleWorker(labd).serve();
    }

    private void serve() throws InterruptedException, IOException {
        var orders = new SynchronousQueue<Asked>();
        Thread.ofPlatform().name("orders").daemon().start(() -> take(orders));
        var workshop = new Workshop(this::entering); // counts the threads that run by now
        labd.write(new Said(order, new Answer.Ready()));
        while (true) {
            Asked asked = orders.take();
            order = asked.id();
            labd.writePacked(packed(done(workshop, asked.order())));
        }
    }

    private static Answer done(Workshop workshop, Order order) {
        try {
            return workshop.take(order);
        } catch (OutOfMemoryError e) { // where memory is what lacks, Java has mostly ended itself
            System.err.println(WorkerBounds.LAST_WORDS + e);
            Runtime.getRuntime().halt(WorkerBounds.EXHAUSTED);
            throw e;
        }
    }

    private byte[] packed(Answer answer) {
        byte[] bytes = labd.packed(new Said(order, answer));
        return bytes.length <= Worker.LARGEST_ANSWER
                ? bytes
                : labd.packed(
                        new Said(
                                order,
                                answer.tooLarge(
                                        bytes.length,
                                        Worker.LARGEST_ANSWER,
                                        part -> labd.packed(part).length)));
    }

    /** Listens all the time: when labd has ended, so does this, whatever a module is doing. */
    private void take(SynchronousQueue<Asked> orders) {
        try {
            for (Optional<Asked> next = labd.read(Asked.class);
                    next.isPresent();
                    next = labd.read(Asked.class)) {
                orders.put(next.get());
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("orders broke off: " + e);
        }
        Runtime.getRuntime().halt(0);
    }

    private void entering(String module) {
        try {
            labd.write(new Said(order, new Answer.Entering(module)));
        } catch (IOException _) {
            Runtime.getRuntime().halt(0); // labd has ended
        }
    }
}
