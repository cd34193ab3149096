package io.labctl.master.worker;

/**
 * What an earlier order left behind has ended the worker or speaks for it. Nothing is known against
 * the order that has it now, which another worker may take.
 */
final class SpoiltWorker extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpoiltWorker() {
        super("a worker was spoilt by an order before");
    }
}
