package io.labctl.master.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.master.recording.Recorder;
import io.labctl.master.work.Traffic;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of numbered frames of both sides of a meeting, as far as they come through it. Used
 * under its lock.
 */
final class Rows {
    private final Tally in;
    private final Tally out;
    private final @Nullable Recorder recorder;

    /** Up to where the caller has the output. */
    private long callerHas;

    /** Up to where he has said so. */
    private long acknowledged;

    /** Up to where that was passed on. */
    private long told;

    /**
     * @param before what has come through labd earlier
     * @param recorder null for a session that is not recorded
     */
    Rows(Traffic before, @Nullable Recorder recorder) {
        this.in = new Tally(before.inTo());
        this.out = new Tally(before.outTo());
        this.recorder = recorder;
    }

    Optional<Recorder> recorder() {
        return Optional.ofNullable(recorder);
    }

    /** Is run when more may be passed on, or acknowledged, than before. */
    void whenRecorded(Runnable run) {
        if (recorder != null) {
            recorder.whenWritten(run);
        }
    }

    /** The caller lacks the output from here on; what he has and the recording lacks comes too. */
    void outputStartsFrom(long place) {
        callerHas = place;
        acknowledged = 0;
        told = 0;
        out.startFrom(recorder == null ? place : Math.min(place, recorder.takenTo()));
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
            case IN_END, SIGNAL -> in.passedUncounted(frame);
            case SIZE -> resized(frame);
            case FROM -> in.startFrom(frame.number());
            case ACK -> {}
            case ALIVE -> {
                return false;
            }
            case OUT, ERR, LOST, END, AWAY -> throw misplaced(frame);
        }
        return true;
    }

    private void resized(Frame size) {
        boolean isNew = in.place() >= in.counted();
        in.passedUncounted(size);
        if (isNew && recorder != null) {
            recorder.resized(size);
        }
    }

    /** What a caller has brought as its agent is to have it, who forgets what is acknowledged. */
    Frame forAgent(Frame frame) {
        if (recorder == null || frame.kind() != FrameKind.ACK) {
            return frame;
        }
        acknowledged = frame.number();
        told = Math.min(acknowledged, recorder.writtenTo());
        return Frame.number(FrameKind.ACK, told);
    }

    /** What may be acknowledged now that more is written down; empty when that is no more. */
    Optional<Frame> acknowledgement() {
        long before = told;
        told = recorder == null ? before : Math.min(acknowledged, recorder.writtenTo());
        return told > before ? Optional.of(Frame.number(FrameKind.ACK, told)) : Optional.empty();
    }

    /** Whether more may be passed on: what cannot be recorded is not. */
    boolean flow() {
        return recorder == null || recorder.flows();
    }

    /**
     * An agent has brought this.
     *
     * @return whether it is for the caller
     */
    boolean written(Frame frame) {
        switch (frame.kind()) {
            case OUT, ERR -> {
                long begins = out.place();
                out.passed(frame);
                boolean isGood = recorder == null || recorder.output(frame, begins);
                return isGood && begins >= callerHas;
            }
            case LOST -> out.dropped(frame.number());
            case FROM, ACK -> {}
            case ALIVE, END -> {
                return false;
            }
            case IN, IN_END, SIZE, SIGNAL, AWAY -> throw misplaced(frame);
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
