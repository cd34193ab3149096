package io.labctl.cli.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.labctl.cli.print.Colour;
import java.util.List;
import java.util.Locale;

/**
 * What one check found.
 *
 * @param check what was looked at, one word
 * @param detail what is so, and when it is not well, what to do
 */
record Finding(String check, Verdict verdict, String detail) {
    enum Verdict {
        @JsonProperty("ok")
        OK(Colour.GREEN),
        @JsonProperty("warn")
        WARN(Colour.YELLOW),
        @JsonProperty("fail")
        FAIL(Colour.RED);

        private final Colour colour;

        Verdict(Colour colour) {
            this.colour = colour;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        Colour colour() {
            return colour;
        }
    }

    static Finding ok(String check, String detail) {
        return new Finding(check, Verdict.OK, detail);
    }

    static Finding warn(String check, String detail) {
        return new Finding(check, Verdict.WARN, detail);
    }

    static Finding fail(String check, String detail) {
        return new Finding(check, Verdict.FAIL, detail);
    }

    /** Each line of several faults is a finding of its own. */
    static List<Finding> fails(String check, String details) {
        return details.lines().map(each -> fail(check, each.strip())).toList();
    }
}
