package io.labctl.agent.type.pkg;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final Pattern ROW = Pattern.compile(" (\\S+) +\\S+ +(\\S+)(?: .*)?");

    /** Where a column was too narrow: the rest of the row is in the next line. */
    private static final Pattern WRAP = Pattern.compile("\n {2,}+(?!replacing )");

    private static final String SUMMARY = "Transaction Summary";

    private DnfTable() {}

    /** Whether dnf came so far as to show one. */
    static boolean isIn(String out) {
        return out.lines().anyMatch(line -> line.startsWith(SUMMARY));
    }

    /**
     * What there will be of the packages in it; those that will be there no more have no version.
     */
    static Map<String, FoundPackage> after(String out) {
        var after = new TreeMap<String, FoundPackage>();
        var coming = new TreeMap<String, FoundPackage>();
        String heading = "";
        for (String line : rows(out)) {
            Matcher replaced = REPLACED.matcher(line);
            Matcher row = ROW.matcher(line);
            if (replaced.matches()) {
                after.put(replaced.group(1), new FoundPackage(null));
            } else if (row.matches() && heading.startsWith("Removing")) {
                after.put(row.group(1), new FoundPackage(null));
            } else if (row.matches() && heading.matches("(?!Skipp).*:")) {
                coming.put(row.group(1), new FoundPackage(row.group(2)));
            } else if (!line.startsWith(" ")) {
                heading = line;
            }
        }
        after.putAll(coming);
        return after;
    }

    private static List<String> rows(String out) {
        return WRAP.matcher(out)
                .replaceAll(" ")
                .lines()
                .takeWhile(line -> !line.startsWith(SUMMARY))
                .toList();
    }
}
