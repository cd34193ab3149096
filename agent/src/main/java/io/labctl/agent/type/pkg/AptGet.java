package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.StoppedProgram;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** apt-get(8). Waits for whoever else changes packages, and keeps configuration files. */
final class AptGet {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** A package that is killed half-way has to be mended; a run that is to end waits for 20 s. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Map<String, String> ENVIRONMENT =
            Map.of("DEBIAN_FRONTEND", "noninteractive", "APT_LISTCHANGES_FRONTEND", "none");

    private static final List<String> APT_GET =
            List.of("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300");

    /** Told when dpkg(1) was killed, or the machine ended, in the middle of a change. */
    private static final String DPKG_WAS_CUT = "dpkg was interrupted";

    /** Told of each order while a package is on the machine that was cut while it came. */
    private static final String CUT = "needs to be reinstalled, but I can't find an archive";

    private static final String WITHOUT_INSISTING =
            "without " + AptSimulation.REMOVES_ESSENTIAL_ONES;

    /** Warned of by an update that exits 0 all the same. */
    private static final List<String> NOT_ALL_LISTS =
            List.of("Failed to fetch", "Some index files failed");

    private static final Command CONFIGURE =
            command(List.of("dpkg", "--force-confold", "--configure", "-a"));

    /** Told on standard output while it waits, and not again in the end. */
    private static final Pattern HOLDER = Pattern.compile("It is (held by process [^\n]*?)\\.{3}");

    private final Commands commands;

    AptGet(Commands commands) {
        this.commands = commands;
    }

    /**
     * Fetches the lists.
     *
     * @return whether all of them were to be had; where some were not, old ones go on being used
     */
    boolean update() throws IOException {
        Finished finished = run(aptGet(Stream.of("update")));
        require(finished);
        return NOT_ALL_LISTS.stream().noneMatch(finished.err()::contains);
    }

    /**
     * Changes packages; what an earlier change left half-done is brought to its end first.
     *
     * @throws InterruptedIOException when the run ends: nothing more is begun, only to be killed
     */
    Finished change(List<String> order) throws IOException {
        Command change =
                aptGet(
                        Stream.concat(
                                Stream.of("-o", "DPkg::Options::=--force-confold"),
                                order.stream()));
        Finished finished = begin(change);
        if (finished.err().contains(DPKG_WAS_CUT)) {
            Finished mended = begin(CONFIGURE);
            if (!mended.ok()) {
                throw new Unavailable(mended.reason(CONFIGURE));
            }
            finished = begin(change);
        }
        return finished;
    }

    /** Of one that was cut while it came and is no longer to be had apt-get leaves dpkg to it. */
    Finished removeCut(String name, boolean purge) throws IOException {
        return begin(
                command(
                        List.of(
                                "dpkg",
                                "--force-remove-reinstreq",
                                purge ? "--purge" : "--remove",
                                name)));
    }

    /**
     * What is left of a package that is gone needs no other one; apt-get has them all brought to
     * their end first, and stops where that fails.
     */
    Finished purgeLeftOvers(String name) throws IOException {
        return begin(command(List.of("dpkg", "--purge", name)));
    }

    private Finished begin(Command command) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(
                    "%s was not begun, for the run ends".formatted(command.argv().getFirst()));
        }
        return run(command);
    }

    /** Who it waited for is told also where that took longer than it is given. */
    private Finished run(Command command) throws IOException {
        try {
            return commands.run(command);
        } catch (StoppedProgram e) {
            String last =
                    e.out().lines().filter(line -> !line.isBlank()).reduce("", (_, next) -> next);
            Matcher holder = HOLDER.matcher(last);
            if (!holder.find()) {
                throw e;
            }
            throw new Unavailable(
                    "apt-get was stopped while it waited for a lock; it is " + holder.group(1), e);
        }
    }

    /** Whether nothing can be done for a package that was cut while it came. */
    static boolean isRefusedForCut(Finished finished) {
        return !finished.ok() && finished.err().contains(CUT);
    }

    /**
     * Takes it or leaves it.
     *
     * @throws io.labctl.catalog.error.Conflict when it refused to remove what is essential
     * @throws Unavailable when it failed
     */
    static void require(Finished finished) {
        if (!finished.ok()) {
            if (finished.err().contains(WITHOUT_INSISTING)) {
                EssentialPackages.requireKept(finished);
            }
            throw new Unavailable(
                    AptComplaint.of(finished).reason("apt-get", command(APT_GET))
                            + holder(finished));
        }
    }

    private static String holder(Finished finished) {
        return HOLDER.matcher(finished.out())
                .results()
                .reduce((_, last) -> last)
                .map((MatchResult last) -> "; it is " + last.group(1))
                .filter(_ -> finished.err().contains("is another process using it?"))
                .orElse("");
    }

    private static Command aptGet(Stream<String> arguments) {
        return command(Stream.concat(APT_GET.stream(), arguments).toList());
    }

    private static Command command(List<String> argv) {
        return new Command(argv, LIMIT, GRACE, ENVIRONMENT, null);
    }
}
