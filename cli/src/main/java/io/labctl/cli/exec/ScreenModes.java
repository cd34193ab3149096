package io.labctl.cli.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a program that draws on a terminal has left it so far, by what it has written there: the
 * modes that it has set and not set back, and whether the cursor is at the begin of an empty line.
 * A sequence may come in pieces. For use by one thread.
 *
 * <pre>
 * text --ESC--> escaped --[--> sequence --its last byte--> text
 *                  |---] P X ^ _--> string --BEL or ESC \--> text
 *                  '---any other--> text
 * </pre>
 */
final class ScreenModes {
    private static final int ESC = 27;
    private static final int BEL = 7;

    /** The most that a sequence may hold to be looked at. */
    private static final int LONGEST = 64;

    private static final int CURSOR = 25;

    /** That of 1049 puts the cursor back, too. */
    private static final int SCREEN_WITH_CURSOR = 1049;

    private static final Set<Integer> SCREENS = Set.of(47, 1047, SCREEN_WITH_CURSOR);

    /** Of the cursor keys, the mouse, the focus and what is pasted. */
    private static final Set<Integer> KEYS =
            Set.of(1, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 2004);

    private final StringBuilder sequence = new StringBuilder();
    private final Set<Integer> changed = new TreeSet<>();
    private State state = State.TEXT;
    private boolean isColoured;

    /** Whether the cursor is in the first column, and whether nothing stands in its line. */
    private boolean returned = true;

    private boolean fresh = true;
    private boolean freshBelow;

    private enum State {
        TEXT,
        ESCAPED,
        SEQUENCE,
        STRING
    }

    /** The program has written this. */
    void wrote(byte[] bytes) {
        for (byte each : bytes) {
            wrote(each & 0xff);
        }
    }

    /** Somebody else has, whole lines. */
    void wroteLines() {
        returned = true;
        fresh = true;
    }

    private void wrote(int each) {
        if (each == ESC) {
            state = State.ESCAPED;
            return;
        }
        switch (state) {
            case TEXT -> text(each);
            case ESCAPED -> escaped(each);
            case SEQUENCE -> sequence(each);
            case STRING -> state = each == BEL ? State.TEXT : State.STRING;
        }
    }

    private void text(int each) {
        switch (each) {
            case 0, BEL -> {}
            case '\r' -> returned = true;
            case '\n' -> fresh = returned;
            default -> moved();
        }
    }

    private void moved() {
        returned = false;
        fresh = false;
    }

    private void escaped(int each) {
        if (each >= ' ' && each <= '/') {
            return; // of three bytes, such as that for a set of characters
        }
        sequence.setLength(0);
        state =
                switch (each) {
                    case '[' -> State.SEQUENCE;
                    case ']', 'P', 'X', '^', '_' -> State.STRING;
                    default -> State.TEXT;
                };
        switch (each) {
            case 'c' -> {
                changed.clear();
                isColoured = false;
                wroteLines();
            }
            case 'D', 'E', 'M', '8' -> moved();
            default -> {}
        }
    }

    private void sequence(int each) {
        if (each < ' ') {
            return;
        }
        if (each < '@') {
            if (sequence.length() < LONGEST) {
                sequence.append((char) each);
            }
            return;
        }
        state = State.TEXT;
        switch (each) {
            case 'h' -> set(true);
            case 'l' -> set(false);
            case 'm' -> isColoured |= setsColour();
            case 'J', 'K', 'c', 'n', 'q', 't', 'u' -> {}
            default -> moved();
        }
        if (each == 'm' && isPlain()) {
            isColoured = false;
        }
    }

    /** Those of xterm, such as {@code >4;1m} of its keyboard, are none. */
    private boolean setsColour() {
        return sequence.chars().allMatch(each -> each < '<') && !isPlain();
    }

    private boolean isPlain() {
        return sequence.isEmpty() || sequence.toString().equals("0");
    }

    private void set(boolean on) {
        if (sequence.isEmpty() || sequence.charAt(0) != '?') {
            return;
        }
        for (String each : sequence.substring(1).split(";", -1)) {
            if (each.matches("[0-9]{1,5}")) {
                set(Integer.parseInt(each), on);
            }
        }
    }

    private void set(int mode, boolean on) {
        if (SCREENS.contains(mode)) {
            setScreen(mode, on);
        } else if (mode == CURSOR ? !on : on && KEYS.contains(mode)) {
            changed.add(mode);
        } else {
            changed.remove(mode);
        }
    }

    private void setScreen(int mode, boolean on) {
        if (on) {
            freshBelow = isOnOther() ? freshBelow : fresh;
            changed.add(mode);
        } else if (isOnOther()) {
            leaveScreen(mode);
        }
    }

    private void leaveScreen(int mode) {
        returned = mode == SCREEN_WITH_CURSOR && freshBelow;
        fresh = returned;
        changed.removeAll(SCREENS);
    }

    private boolean isOnOther() {
        return changed.stream().anyMatch(SCREENS::contains);
    }

    /**
     * What sets back all that the program has not, and brings the cursor to the begin of a line;
     * nothing is left to be set back then.
     */
    String leave() {
        List<Integer> left = new ArrayList<>(changed);
        var words = new StringBuilder();
        left.stream().filter(KEYS::contains).forEach(mode -> words.append(off(mode)));
        left.reversed().stream()
                .filter(SCREENS::contains)
                .findFirst()
                .ifPresent(
                        mode -> {
                            words.append(off(mode));
                            leaveScreen(mode);
                        });
        words.append(changed.contains(CURSOR) ? "\033[?25h" : "");
        words.append(isColoured || !words.isEmpty() ? "\033[m" : "");
        words.append(fresh ? "" : "\r\n");
        changed.clear();
        isColoured = false;
        wroteLines();
        return words.toString();
    }

    /** Programs that want the keys of the cursor want those of the number pad with them. */
    private static String off(int mode) {
        return "\033[?%dl".formatted(mode) + (mode == 1 ? "\033>" : "");
    }
}
