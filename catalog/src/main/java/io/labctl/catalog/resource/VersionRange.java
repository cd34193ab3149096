package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.version.DebianVersions;
import io.labctl.catalog.version.RpmVersions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which versions of a package will do: one version, or several bounds that all hold, {@code >=
 * 1.22, < 1.26}. What comes before what is for the machine's package manager to say; bounds that no
 * version can have together by the rules of dpkg nor by those of rpm are refused.
 */
public record VersionRange(List<Bound> bounds) {
    private static final Pattern BOUND = Pattern.compile("\\s*(>=|<=|>|<|=|)\\s*(\\S+)\\s*");

    public VersionRange {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty()) {
            throw InvalidInput.inField("version", "version range has no bounds");
        }
        refuseNothing(bounds);
    }

    /** Of ranges in an order, each two of which have something in common, all have. */
    private static void refuseNothing(List<Bound> bounds) {
        for (int i = 0; i < bounds.size(); i++) {
            for (Bound later : bounds.subList(i + 1, bounds.size())) {
                if (bounds.get(i).excludes(later)) {
                    throw InvalidInput.inField(
                            "version",
                            "no version is both '%s' and '%s'".formatted(bounds.get(i), later));
                }
            }
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

        /** Whether no version is within both, whichever of the two package managers compares. */
        boolean excludes(Bound other) {
            return excludes(other, DebianVersions::compare)
                    && excludes(other, RpmVersions::compare);
        }

        /**
         * Equal versions are only those that are written alike: to rpm one without a release equals
         * several that are not equal.
         */
        private boolean excludes(Bound other, Comparator<String> order) {
            int here = order.compare(version, other.version);
            if (here < 0) {
                return other.excludes(this, order);
            }
            if (here == 0) {
                return version.equals(other.version)
                        && Stream.of(-1, 0, 1).noneMatch(at -> hold(at, other, at));
            }
            boolean below = hold(-1, other, -1) || hold(-1, other, 0);
            boolean between = hold(-1, other, 1);
            boolean above = hold(0, other, 1) || hold(1, other, 1);
            return !(below || between || above);
        }

        /** Whether a version is within both that compares to them like this. */
        private boolean hold(int order, Bound other, int orderToOther) {
            return side.holds(order) && other.side.holds(orderToOther);
        }

        @Override
        public String toString() {
            return side.sign + " " + version;
        }
    }

    /**
     * Reads {@code 1.24-1}, {@code = 1.24-1} or {@code >= 1.22, < 1.26}.
     *
     * @throws InvalidInput naming the part that is none of these, or two that exclude each other
     */
    public static VersionRange parse(String text) {
        return new VersionRange(bounds(text));
    }

    private static List<Bound> bounds(String text) {
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
        return bounds;
    }

    /** Whether a text is written like such a version or range. */
    public static boolean isOne(String text) {
        try {
            return !bounds(text).isEmpty();
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
