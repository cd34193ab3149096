package io.labctl.cli.exec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys by which a replay is left in what a terminal sends: {@code q} and Ctrl-C, as
 * itself or as keyboards are told to write it by xterm's modifyOtherKeys and kitty's protocol. What
 * belongs to a control sequence (ECMA-48, section 5.4), such as an answer to what was played, is no
 * key. For use by one thread.
 *
 * <pre>
 * keys --ESC--> escaped --[--> sequence --its last byte--> keys
 *                  |---N O--> single --one byte--> keys
 *                  |---P ] X ^ _--> string --ESC \ or BEL--> keys
 *                  '---any other--> keys
 * </pre>
 */
final class LeavingKeys {
    private static final int CTRL_C = 3;
    private static final int BEL = 7;
    private static final int ESC = 27;

    /** The most that a sequence may hold to be looked at. */
    private static final int LONGEST = 64;

    /** A click is told by three characters behind the sequence. */
    private static final int CLICK = 3;

    /** Of modifyOtherKeys: modifiers, code. */
    private static final Pattern OTHER_KEY = Pattern.compile("27;([0-9]{1,3});([0-9]{1,3})~");

    /** Of kitty's: code, modifiers, whether it was pressed, held or released. */
    private static final Pattern KITTY_KEY =
            Pattern.compile(
                    "([0-9]{1,3})(?::[0-9:]*)?(?:;([0-9]{1,3})?(?::([0-9]))?(?:;[0-9:]*)?)?u");

    /** Caps Lock and Num Lock, which change no key of ours. */
    private static final int LOCKS = 64 | 128;

    private static final int CTRL = 4;
    private static final String RELEASED = "3";

    private final StringBuilder sequence = new StringBuilder();
    private State state = State.KEYS;
    private int clickBytes;

    /** How a replay is left. */
    enum Leave {
        QUIT,
        INTERRUPT
    }

    private enum State {
        KEYS,
        ESCAPED,
        SINGLE,
        SEQUENCE,
        STRING
    }

    /** What the next byte says. */
    Optional<Leave> next(int key) {
        if (key == ESC) {
            state = State.ESCAPED;
            clickBytes = 0;
            return Optional.empty();
        }
        return switch (state) {
            case KEYS -> key(key);
            case ESCAPED -> escaped(key);
            case SINGLE -> single(key);
            case SEQUENCE -> sequence(key);
            case STRING -> string(key);
        };
    }

    private Optional<Leave> key(int key) {
        boolean isOfClick = clickBytes > 0;
        if (isOfClick) {
            clickBytes -= isWithinCharacter(key) ? 0 : 1;
        }
        return switch (key) {
            case CTRL_C -> Optional.of(Leave.INTERRUPT);
            case 'q' -> isOfClick ? Optional.empty() : Optional.of(Leave.QUIT);
            default -> Optional.empty();
        };
    }

    /** In UTF-8, all bytes but the first. */
    private static boolean isWithinCharacter(int key) {
        return (key & 0xc0) == 0x80;
    }

    /** A key that is pressed with Alt comes so, too. */
    private Optional<Leave> escaped(int key) {
        sequence.setLength(0);
        state =
                switch (key) {
                    case '[' -> State.SEQUENCE;
                    case 'N', 'O' -> State.SINGLE;
                    case 'P', ']', 'X', '^', '_' -> State.STRING;
                    default -> State.KEYS;
                };
        return key == CTRL_C ? Optional.of(Leave.INTERRUPT) : Optional.empty();
    }

    /** One of the number pad is a {@code q}. */
    private Optional<Leave> single(int key) {
        state = State.KEYS;
        return key == CTRL_C ? Optional.of(Leave.INTERRUPT) : Optional.empty();
    }

    private Optional<Leave> sequence(int key) {
        if (key < ' ') {
            return brokenOff(key);
        }
        if (sequence.length() < LONGEST) {
            sequence.append((char) key);
        }
        boolean isLast = key >= '@' && key <= '~';
        if (!isLast) {
            return Optional.empty();
        }
        state = State.KEYS;
        clickBytes = sequence.toString().equals("M") ? CLICK : 0;
        return pressed(sequence.toString());
    }

    private Optional<Leave> string(int key) {
        if (key == BEL) {
            state = State.KEYS;
        }
        return brokenOff(key);
    }

    /**
     * An answer holds no Ctrl-C. It ends what is no answer, and is heard when it comes again: one
     * who was typing does so, and what is played cannot leave.
     */
    private Optional<Leave> brokenOff(int key) {
        if (key == CTRL_C) {
            state = State.KEYS;
        }
        return Optional.empty();
    }

    private static Optional<Leave> pressed(String sequence) {
        Matcher other = OTHER_KEY.matcher(sequence);
        if (other.matches()) {
            return leave(other.group(2), other.group(1));
        }
        Matcher kitty = KITTY_KEY.matcher(sequence);
        return kitty.matches() && !RELEASED.equals(kitty.group(3))
                ? leave(kitty.group(1), kitty.group(2))
                : Optional.empty();
    }

    /** Modifiers are told as one more than their sum. */
    private static Optional<Leave> leave(String code, @Nullable String modifiers) {
        int key = Character.toLowerCase(Integer.parseInt(code));
        int held = modifiers == null ? 0 : (Integer.parseInt(modifiers) - 1) & ~LOCKS;
        if (key == 'c' && held == CTRL) {
            return Optional.of(Leave.INTERRUPT);
        }
        return key == 'q' && held == 0 ? Optional.of(Leave.QUIT) : Optional.empty();
    }
}
