package io.labctl.catalog.name;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely meant. */
public final class Suggestion {
    /** Nobody types a longer name, and the distance costs the product of the lengths. */
    private static final int LONGEST = 200;

    /** A stranger's facts may hold any number of names; nobody's own have more. */
    private static final int MOST = 2000;

    private Suggestion() {}

    /**
     * The nearest of the known names by edit distance, if it is near enough to be a slip; small and
     * capital letters are the same here.
     */
    public static Optional<String> nearest(String given, Collection<String> known) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        String small = lower(given);
        int limit = Math.max(2, given.length() / 3);
        return known.stream()
                .limit(MOST)
                .filter(name -> Math.abs(given.length() - name.length()) <= limit)
                .filter(name -> distance(small, lower(name)) <= limit)
                .filter(name -> haveMostLettersInCommon(small, lower(name)))
                .min(
                        Comparator.comparingInt((String name) -> distance(small, lower(name)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** With half of its letters replaced, a short name would be near to many another. */
    private static boolean haveMostLettersInCommon(String given, String name) {
        var left = new StringBuilder(name);
        for (int i = 0; i < given.length(); i++) {
            int at = left.indexOf(given.substring(i, i + 1));
            if (at >= 0) {
                left.deleteCharAt(at);
            }
        }
        int common = name.length() - left.length();
        return 2 * common > Math.max(given.length(), name.length());
    }

    /** {@code ", did you mean 'x'?"} or nothing, to be put at the end of a message. */
    public static String hint(String given, Collection<String> known) {
        return nearest(given, known)
                .map(name -> ", did you mean '%s'?".formatted(Printable.whole(name)))
                .orElse("");
    }

    /**
     * Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost
     * one.
     */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best =
                Math.min(
                        Math.min(cost[i - 1][j], cost[i][j - 1]) + 1,
                        cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
