package io.labctl.agent.labd;

/** What became of a report that was sent. */
public sealed interface Delivery {
    /** labd has it, whether by this or by an earlier sending. */
    record Delivered() implements Delivery {}

    /**
     * Not now, and no other either, for labd or a proxy before it is away; the same report may be
     * sent again.
     */
    record Later(String reason) implements Delivery {}

    /**
     * labd failed on it, for a reason of its own or because of this report; the same report may be
     * sent again.
     */
    record Failed(String reason) implements Delivery {}

    /** labd will never take this report. */
    record Never(String reason) implements Delivery {}
}
