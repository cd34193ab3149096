package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which versions of a package will do: one version, or several bounds that all hold, {@code >=
 * 1.22, < 1.26}. What comes before what is for the machine's package manager to say.
 */
public record VersionRange(List<Bound> bounds) {
    private static final Pattern BOUND = Pattern.compile("\\s*(>=|<=|>|<|=|)\\s*(\\S+)\\s*");

    public VersionRange {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty()) {
            throw InvalidInput.inField("version", "version range has no bounds");
        }
    }

    /** On which side of its version a bound is. */
    public enum Side {
        AT_LEAST(">="),
        AT_MOST("<="),
        ABOVE(">"),
        BELOW("<"),
        EXACTLY("=");

        private final String sign;

        Side(String sign) {
            this.sign = sign;
        }

        /** By its sign; none at all is {@code =}. */
        static Side of(String sign) {
            return Arrays.stream(values())
                    .filter(each -> each.sign.equals(sign))
                    .findFirst()
                    .orElse(EXACTLY);
        }

        /**
         * @param order how a version compares to the bound's
         */
        boolean holds(int order) {
            return switch (this) {
                case AT_LEAST -> order >= 0;
                case AT_MOST -> order <= 0;
                case ABOVE -> order > 0;
                case BELOW -> order < 0;
                case EXACTLY -> order == 0;
            };
        }
    }

    /** One end of a range. */
    public record Bound(Side side, String version) {
        public Bound {
            Rules.packageVersion("version", version);
        }

        @Override
        public String toString() {
            return side.sign + " " + version;
        }
    }

    /**
     * Reads {@code 1.24-1}, {@code = 1.24-1} or {@code >= 1.22, < 1.26}.
     *
     * @throws InvalidInput naming the part that is none of these
     */
    public static VersionRange parse(String text) {
        var bounds = new ArrayList<Bound>();
        for (String part : text.split(",", -1)) {
            Matcher bound = BOUND.matcher(part);
            if (!bound.matches()) {
                throw InvalidInput.inField(
                        "version",
                        "'%s' is not a version or a range, such as '>= 1.22, < 1.26'"
                                .formatted(Printable.of(text)));
            }
            bounds.add(new Bound(Side.of(bound.group(1)), bound.group(2)));
        }
        return new VersionRange(bounds);
    }

    /** Whether a text is such a version or range. */
    public static boolean isOne(String text) {
        try {
            return !parse(text).bounds.isEmpty();
        } catch (InvalidInput _) {
            return false;
        }
    }

    /**
     * Whether a version is in it.
     *
     * @param comparedTo how that version compares to the one given, as a comparator answers
     */
    public boolean contains(ToIntFunction<String> comparedTo) {
        return bounds.stream()
                .allMatch(each -> each.side.holds(comparedTo.applyAsInt(each.version)));
    }

    /** A single version bare, anything else with its signs. */
    @Override
    public String toString() {
        return bounds.size() == 1 && bounds.getFirst().side == Side.EXACTLY
                ? bounds.getFirst().version
                : bounds.stream().map(Bound::toString).collect(Collectors.joining(", "));
    }
}
