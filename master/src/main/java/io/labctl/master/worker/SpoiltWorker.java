package io.labctl.master.worker;

/**
 * A worker has ended before any code of its order ran, or an earlier order speaks for it. Nothing
 * is known against the order that has it now, which another worker may take.
 */
final class SpoiltWorker extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Runnable charge;

    /** One that is charged already, or to nobody. */
    SpoiltWorker() {
        this(() -> {});
    }

    /**
     * @param charge charges the order before, once it is known that this one was not at fault
     */
    SpoiltWorker(Runnable charge) {
        super("a worker was spoilt by an order before");
        this.charge = charge;
    }

    /** The order that met with it has got further on another worker. */
    void charge() {
        charge.run();
    }
}
