package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why apt-get(8) could not do something, of all that it wrote. Its errors only tell that dpkg(1)
 * failed, or that there is no way: which package, which dependency, and the words of a package's
 * own script stand in the midst of its standard output.
 */
final class AptComplaint {
    private static final int SHOWN_LINES = 5;

    /** With them in the lines after it. */
    private static final String UNMET = "The following packages have unmet dependencies:";

    /** With the package; the reason stands in the line after it, the script's words before it. */
    private static final String OF_DPKG = "dpkg: error processing ";

    /** Of one that is unpacked, and has to be brought to its end. */
    private static final Pattern UNFINISHED =
            Pattern.compile("dpkg: error processing package (\\S+) \\(--configure\\):");

    private static final String OF_SCRIPT = "script subprocess";

    /** Follows from what dpkg(1) told. */
    private static final String SUMMARY = "E: Sub-process /usr/bin/dpkg returned an error code";

    /** What is about to be done to one package: what it says begins after it. */
    private static final Pattern STEP =
            Pattern.compile(
                    "(Setting up|Removing|Purging configuration files for|Preparing to unpack"
                            + "|Unpacking|Processing triggers for) .* \\.\\.\\.");

    /** Plans and progress, and of packages without questions. */
    private static final Pattern NOISE =
            Pattern.compile(
                    "\\(Reading database \\.\\.\\..*|debconf: delaying package .*"
                            + "|(Reading (package lists|state information)"
                            + "|Building dependency tree)\\.\\.\\..*"
                            + "|After this operation, .*|Need to get .*|Fetched .*"
                            + "|(Get|Hit|Ign):\\d+ .*|Selecting previously unselected .*"
                            + "|\\d+ upgraded, .*|\\d+ not fully installed or removed\\.");

    private AptComplaint() {}

    /** The same with nothing but that, in one line, as its errors. */
    static Finished of(Finished finished) {
        List<String> out = lines(finished.out());
        List<String> err = lines(finished.err());
        boolean isOfDpkg = error(out) >= 0;
        Stream<String> errors =
                last(err).stream().filter(line -> !isOfDpkg || !line.startsWith(SUMMARY));
        Stream<String> all =
                Stream.of(cause(out).stream(), errors, remedy(out).stream())
                        .flatMap(Function.identity());
        return new Finished(
                finished.exit(),
                err.isEmpty() ? finished.out() : "",
                err.isEmpty() ? "" : sentence(all.toList()),
                finished.timedOut());
    }

    private static int error(List<String> out) {
        return first(out, line -> line.startsWith(OF_DPKG));
    }

    private static List<String> cause(List<String> out) {
        int error = error(out);
        if (error >= 0) { // those after the first one follow from it
            return last(ofOnePackage(out.subList(0, Math.min(out.size(), error + 2))));
        }
        int heading = first(out, UNMET::equals);
        if (heading < 0) {
            return List.of();
        }
        Stream<String> unmet =
                out.stream().skip(heading + 1).takeWhile(line -> line.startsWith(" "));
        return Stream.concat(Stream.of(UNMET), unmet.limit(SHOWN_LINES)).toList();
    }

    private static List<String> ofOnePackage(List<String> lines) {
        int steps = lines.size();
        while (steps > 0 && !STEP.matcher(lines.get(steps - 1)).matches()) {
            steps--;
        }
        return lines.subList(steps, lines.size());
    }

    /** Of a package that is there, but for a script of its own that failed. */
    private static Optional<String> remedy(List<String> out) {
        int error = error(out);
        if (error < 0 || error + 1 >= out.size() || !out.get(error + 1).contains(OF_SCRIPT)) {
            return Optional.empty();
        }
        Matcher unfinished = UNFINISHED.matcher(out.get(error));
        return unfinished.matches()
                ? Optional.of(
                        "package '%s' is half-configured: %s, or remove it"
                                .formatted(unfinished.group(1), AptTroubles.MEND))
                : Optional.empty();
    }

    private static int first(List<String> lines, Predicate<String> which) {
        return lines.stream().filter(which).findFirst().map(lines::indexOf).orElse(-1);
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    }

    private static List<String> lines(String all) {
        return all.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches())
                .toList();
    }

    /** A line that ends with a colon goes on in the next one. */
    private static String sentence(List<String> lines) {
        var parts = new ArrayList<String>();
        for (String each : lines) {
            String line = each.strip();
            if (!parts.isEmpty() && parts.getLast().endsWith(":")) {
                parts.add(parts.removeLast() + " " + line);
            } else {
                parts.add(line);
            }
        }
        return String.join("; ", parts);
    }
}
