package io.labctl.master.worker;

/**
 * An order as it is sent.
 *
 * @param id drawn for it, so that nobody knows it before; its answers have the same
 */
record Asked(long id, Order order) {}
