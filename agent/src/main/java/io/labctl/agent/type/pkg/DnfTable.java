package io.labctl.agent.type.pkg;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table in which dnf(8) shows people what it is about to do: rows below the heading of what
 * happens to them, and below a row what it replaces, which dnf 5 tells of an older version too.
 *
 * <pre>
 * Installing:
 *  lab-new      noarch  1.0-1  lab    5.4 k
 *      replacing  lab-old.noarch 1.0-1
 * Removing dependent packages:
 *  lab-alarm    noarch  1.0-1  @lab   0
 * </pre>
 */
final class DnfTable {
    private static final Pattern REPLACED =
            Pattern.compile(
                    " +replacing +(\\S+?)(?:\\.%s)? .*".formatted(RpmDatabase.ARCHITECTURE));

    private static final Pattern ROW = Pattern.compile(" (\\S+)(?: .*)?");

    private DnfTable() {}

    /** Whether dnf came so far as to show one. */
    static boolean isIn(String out) {
        return out.lines().anyMatch(line -> line.startsWith("Transaction Summary"));
    }

    /** The packages that will be there no more, in alphabetical order. */
    static List<String> removed(String out) {
        Set<String> removed = new TreeSet<>();
        Set<String> coming = new TreeSet<>();
        String heading = "";
        for (String line : out.lines().toList()) {
            Matcher replaced = REPLACED.matcher(line);
            Matcher row = ROW.matcher(line);
            if (replaced.matches()) {
                removed.add(replaced.group(1));
            } else if (row.matches() && heading.startsWith("Removing")) {
                removed.add(row.group(1));
            } else if (row.matches() && !heading.startsWith("Skipp")) {
                coming.add(row.group(1));
            } else if (!line.startsWith(" ")) {
                heading = line;
            }
        }
        removed.removeAll(coming);
        return List.copyOf(removed);
    }
}
