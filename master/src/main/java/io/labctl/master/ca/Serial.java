package io.labctl.master.ca;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.math.BigInteger;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A certificate's serial number in lower-case hex; new ones are 127 bits long, 126 of them random
 * (RFC 5280, section 4.1.2.2).
 */
public record Serial(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,40}");
    private static final int BITS = 127;

    public Serial {
        if (!HEX.matcher(hex).matches()) {
            throw new InvalidInput(
                    "serial '%s' is not lower-case hex".formatted(Printable.of(hex)));
        }
    }

    static Serial random(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return of(new BigInteger(1, bytes).clearBit(BITS).setBit(BITS - 1));
    }

    public static Serial of(BigInteger number) {
        return new Serial(number.toString(16).toLowerCase(Locale.ROOT));
    }

    BigInteger number() {
        return new BigInteger(hex, 16);
    }

    @Override
    public String toString() {
        return hex;
    }
}
