package io.labctl.cli.print;

import java.util.List;
import java.util.Locale;

/** Numbers of bytes in words: {@code 1.2 GiB}. */
public final class ByteCount {
    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB");
    private static final int STEP = 1024;

    private ByteCount() {}

    public static String inWords(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.size() - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(
                Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS.get(unit));
    }
}
