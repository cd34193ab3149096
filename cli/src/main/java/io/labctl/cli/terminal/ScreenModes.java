package io.labctl.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a program that draws on a terminal has left it so far, by what it has written there: the
 * modes that it has set and not set back, and whether the cursor is at the begin of an empty line.
 * For use by one thread.
 */
public final class ScreenModes implements ControlSequences.Parts {
    private static final int CURSOR = 25;

    /** That of 1049 puts the cursor back, too. */
    private static final int SCREEN_WITH_CURSOR = 1049;

    private static final Set<Integer> SCREENS = Set.of(47, 1047, SCREEN_WITH_CURSOR);

    /** Of the cursor keys, the mouse, the focus and what is pasted. */
    private static final Set<Integer> KEYS =
            Set.of(1, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 2004);

    private final ControlSequences written = new ControlSequences(this);
    private final Set<Integer> changed = new TreeSet<>();
    private boolean isColoured;

    /** Whether the cursor is in the first column, and whether nothing stands in its line. */
    private boolean returned = true;

    private boolean fresh = true;
    private boolean freshBelow;

    /** The program has written this. */
    public void wrote(byte[] bytes) {
        for (byte each : bytes) {
            written.next(each & 0xff);
        }
    }

    /** Somebody else has, whole lines. */
    public void wroteLines() {
        returned = true;
        fresh = true;
    }

    @Override
    public void text(int each) {
        switch (each) {
            case 0, ControlSequences.BEL -> {}
            case '\r' -> returned = true;
            case '\n' -> fresh = returned;
            default -> moved();
        }
    }

    @Override
    public void single(int each) {
        moved();
    }

    @Override
    public boolean breaksOff(int control) {
        return false;
    }

    private void moved() {
        returned = false;
        fresh = false;
    }

    @Override
    public void escape(int last) {
        switch (last) {
            case 'c' -> {
                changed.clear();
                isColoured = false;
                wroteLines();
            }
            case 'D', 'E', 'M', '8' -> moved();
            default -> {}
        }
    }

    @Override
    public void sequence(String middle, int last) {
        switch (last) {
            case 'h' -> set(middle, true);
            case 'l' -> set(middle, false);
            case 'm' -> isColoured = !isPlain(middle) && (isColoured || setsColour(middle));
            case 'J', 'K', 'c', 'n', 'q', 't', 'u' -> {}
            default -> moved();
        }
    }

    /** Those of xterm, such as {@code >4;1m} of its keyboard, are none. */
    private static boolean setsColour(String middle) {
        return middle.chars().allMatch(each -> each < '<');
    }

    private static boolean isPlain(String middle) {
        return middle.isEmpty() || middle.equals("0");
    }

    private void set(String middle, boolean on) {
        if (!middle.startsWith("?")) {
            return;
        }
        for (String each : middle.substring(1).split(";", -1)) {
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
    public String leave() {
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
