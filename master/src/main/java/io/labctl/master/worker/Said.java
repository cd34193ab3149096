package io.labctl.master.worker;

/**
 * An answer as it is sent.
 *
 * @param id of the order that it belongs to
 */
record Said(long id, Answer answer) {
    /** Of what a worker says before it has an order. */
    static final long NO_ORDER = 0;
}
