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
        var orders = new SynchronousQueue<Order>();
        Thread.ofPlatform().name("orders").daemon().start(() -> take(orders));
        var workshop = new Workshop(this::entering); // counts the threads that run by now
        labd.write(new Answer.Ready());
        while (true) {
            labd.writePacked(packed(done(workshop, orders.take())));
        }
    }

    private static Answer done(Workshop workshop, Order order) {
        try {
            return workshop.take(order);
        } catch (OutOfMemoryError e) { // where memory is what lacks, Java has mostly ended itself
            Runtime.getRuntime()
                    .halt(
                            String.valueOf(e.getMessage()).contains("native thread")
                                    ? Worker.OUT_OF_THREADS
                                    : Worker.OUT_OF_MEMORY);
            throw e;
        }
    }

    private byte[] packed(Answer answer) {
        byte[] bytes = labd.packed(answer);
        return bytes.length <= Worker.LARGEST_ANSWER
                ? bytes
                : labd.packed(answer.tooLarge(bytes.length, Worker.LARGEST_ANSWER));
    }

    /** Listens all the time: when labd has ended, so does this, whatever a module is doing. */
    private void take(SynchronousQueue<Order> orders) {
        try {
            for (Optional<Order> next = labd.read(Order.class);
                    next.isPresent();
                    next = labd.read(Order.class)) {
                orders.put(next.get());
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("orders broke off: " + e);
        }
        Runtime.getRuntime().halt(0);
    }

    private void entering(String module) {
        try {
            labd.write(new Answer.Entering(module));
        } catch (IOException _) {
            Runtime.getRuntime().halt(0); // labd has ended
        }
    }
}
