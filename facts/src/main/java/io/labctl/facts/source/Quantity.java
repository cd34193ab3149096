package io.labctl.facts.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Amounts written for people exactly as Facter 4 writes them. */
public final class Quantity {
    private static final List<String> BINARY = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T");

    private Quantity() {}

    /** Such as {@code 0 bytes} and {@code 23.54 GiB}: powers of 1024, two decimals. */
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        int exponent = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double number = hundredths(bytes / Math.pow(1024, exponent));
        if (number == 1024.0) {
            exponent++;
            number = 1.0;
        }
        return twoDecimals(number) + " " + BINARY.get(exponent - 1);
    }

    /** Such as {@code 2.60 GHz}: powers of 1000, two decimals. */
    public static String hertz(long hertz) {
        int step = 0;
        double number = hertz;
        while (number >= 1000 && step < DECIMAL.size() - 1) {
            number /= 1000;
            step++;
        }
        return twoDecimals(hundredths(number)) + " " + DECIMAL.get(step) + "Hz";
    }

    /** Such as {@code 1.52%}. */
    public static String percent(long part, long whole) {
        return twoDecimals((double) part / whole * 100) + "%";
    }

    private static double hundredths(double number) {
        return Math.round(100.0 * number) / 100.0;
    }

    /**
     * From the double's exact value, ties to even, as C's printf does; Java's formatter rounds ties
     * up.
     */
    private static String twoDecimals(double number) {
        return new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
