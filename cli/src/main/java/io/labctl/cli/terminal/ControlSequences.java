package io.labctl.cli.terminal;

/**
 * Takes apart what is written to a terminal, or by one: text, and control sequences (ECMA-48,
 * sections 5.3 to 5.6), which may come in pieces. What a control string says is left out. For use
 * by one thread.
 *
 * <pre>
 * text --ESC--> escaped --[--> sequence --its last byte--> text
 *                  |---N O--> single --one byte--> text
 *                  |---P ] X ^ _--> string --BEL or ESC \--> text
 *                  '---any other--> text
 * </pre>
 */
public final class ControlSequences {
    public static final int ESC = 27;
    public static final int BEL = 7;

    private static final int CAN = 24;
    private static final int SUB = 26;

    /** The most that is kept of one; nobody here knows a longer one. */
    private static final int LONGEST = 64;

    private final Parts parts;
    private final StringBuilder sequence = new StringBuilder();
    private State state = State.TEXT;
    private boolean hasIntermediate;

    public ControlSequences(Parts parts) {
        this.parts = parts;
    }

    /** Who is told what was found. */
    public interface Parts {
        /** A byte outside of all sequences, a control character too. */
        void text(int each);

        /** ESC with this byte, which begins nothing longer. */
        void escape(int last);

        /** ESC, N or O, and this byte. */
        void single(int each);

        /**
         * ESC, [ and this.
         *
         * @param middle what stands before the last byte
         */
        void sequence(String middle, int last);

        /** Whether this control character ends the sequence or string that it came in. */
        boolean breaksOff(int control);
    }

    private enum State {
        TEXT,
        ESCAPED,
        SINGLE,
        SEQUENCE,
        STRING
    }

    public void next(int each) {
        if (each == ESC) {
            state = State.ESCAPED;
            hasIntermediate = false;
        } else if (each < ' ') {
            control(each);
        } else {
            switch (state) {
                case TEXT -> parts.text(each);
                case ESCAPED -> escaped(each);
                case SINGLE -> {
                    state = State.TEXT;
                    parts.single(each);
                }
                case SEQUENCE -> sequence(each);
                case STRING -> {}
            }
        }
    }

    private void control(int each) {
        switch (state) {
            case TEXT, ESCAPED, SINGLE -> {
                state = State.TEXT;
                parts.text(each);
            }
            case SEQUENCE, STRING -> {
                boolean endsString = state == State.STRING && each == BEL;
                if (endsString || each == CAN || each == SUB || parts.breaksOff(each)) {
                    state = State.TEXT;
                }
            }
        }
    }

    private void escaped(int each) {
        if (each <= '/') {
            hasIntermediate = true; // of three bytes, such as that for a set of characters
            return;
        }
        state =
                switch (each) {
                    case '[' -> State.SEQUENCE;
                    case 'N', 'O' -> State.SINGLE;
                    case 'P', ']', 'X', '^', '_' -> State.STRING;
                    default -> State.TEXT;
                };
        sequence.setLength(0);
        if (hasIntermediate) {
            state = State.TEXT;
        } else if (state == State.TEXT) {
            parts.escape(each);
        }
    }

    private void sequence(int each) {
        if (each >= '@' && each <= '~') {
            state = State.TEXT;
            parts.sequence(sequence.toString(), each);
        } else if (sequence.length() < LONGEST) {
            sequence.append((char) each);
        }
    }
}
