package io.labctl.master.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.Frame;
import io.labctl.master.work.Traffic;

/**
 * The rows of numbered frames of both sides of a meeting, as far as they come through it. Used
 * under its lock.
 */
final class Rows {
    private final Tally in;
    private final Tally out;

    /**
     * @param before what has come through labd earlier
     */
    Rows(Traffic before) {
        this.in = new Tally(before.inTo());
        this.out = new Tally(before.outTo());
    }

    /** Output comes from here on. */
    void outputStartsFrom(long place) {
        out.startFrom(place);
    }

    /** Up to where there is output, or it is on its way. */
    long outputPlace() {
        return out.place();
    }

    /** Another agent's connection takes no input before it has asked for it. */
    void inputIsAskedFor() {
        in.placeIsUnknown();
    }

    /**
     * A caller has brought this.
     *
     * @return whether it is for the agent
     */
    boolean typed(Frame frame) {
        switch (frame.kind()) {
            case IN -> in.passed(frame);
            case IN_END, SIZE, SIGNAL -> in.passedUncounted(frame);
            case FROM -> in.startFrom(frame.number());
            case ACK -> {}
            case ALIVE -> {
                return false;
            }
            case OUT, ERR, LOST, END -> throw misplaced(frame);
        }
        return true;
    }

    /**
     * An agent has brought this.
     *
     * @return whether it is for the caller
     */
    boolean written(Frame frame) {
        switch (frame.kind()) {
            case OUT, ERR -> out.passed(frame);
            case LOST -> out.dropped(frame.number());
            case FROM, ACK -> {}
            case ALIVE, END -> {
                return false;
            }
            case IN, IN_END, SIZE, SIGNAL -> throw misplaced(frame);
        }
        return true;
    }

    private static InvalidInput misplaced(Frame frame) {
        return new InvalidInput("a frame of kind %s goes the other way".formatted(frame.kind()));
    }

    /** What has come since this was asked last. */
    Traffic take() {
        return new Traffic(in.takeBytes(), out.takeBytes(), in.counted(), out.counted());
    }
}
