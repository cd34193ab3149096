package io.labctl.cli.replay;

import io.labctl.cli.terminal.ControlSequences;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys by which a replay is left in what a terminal sends: {@code q} and Ctrl-C, as
 * itself or as keyboards are told to write it by xterm's modifyOtherKeys and kitty's protocol. What
 * belongs to a control sequence, such as an answer to what was played, is no key. For use by one
 * thread.
 */
final class LeavingKeys implements ControlSequences.Parts {
    private static final int CTRL_C = 3;

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

    private final ControlSequences keys = new ControlSequences(this);
    private Optional<Leave> found = Optional.empty();
    private int clickBytes;

    /** How a replay is left. */
    enum Leave {
        QUIT,
        INTERRUPT
    }

    /** What the next byte says. */
    Optional<Leave> next(int key) {
        found = Optional.empty();
        if (key == ControlSequences.ESC) {
            clickBytes = 0;
        }
        keys.next(key);
        return found;
    }

    @Override
    public void text(int key) {
        boolean isOfClick = clickBytes > 0;
        if (isOfClick) {
            clickBytes -= isWithinCharacter(key) ? 0 : 1;
        }
        if (key == CTRL_C) {
            found = Optional.of(Leave.INTERRUPT);
        } else if (key == 'q' && !isOfClick) {
            found = Optional.of(Leave.QUIT);
        }
    }

    /** In UTF-8, all bytes but the first. */
    private static boolean isWithinCharacter(int key) {
        return (key & 0xc0) == 0x80;
    }

    /** A key that is pressed with Alt. */
    @Override
    public void escape(int key) {}

    /** One of the number pad is a {@code q}. */
    @Override
    public void single(int key) {}

    @Override
    public void sequence(String middle, int last) {
        String whole = middle + (char) last;
        clickBytes = whole.equals("M") ? CLICK : 0;
        found = pressed(whole);
    }

    /**
     * An answer holds no Ctrl-C. It ends what is no answer, and is heard when it comes again: one
     * who was typing does so, and what is played cannot leave.
     */
    @Override
    public boolean breaksOff(int control) {
        return control == CTRL_C;
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
