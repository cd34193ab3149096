package io.labctl.agent.spool;

import io.labctl.agent.labd.Delivery;
import io.labctl.agent.labd.Outgoing;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports on their way to labd, one file each. A report is on disk before it is sent and leaves
 * only when labd has it; labd counts it once by its id, so a crash between the two does no harm.
 * Used by one process at a time: the one that holds the run lock.
 */
public final class ReportSpool {
    /** After so many, newer reports are sent first: it may be the report that labd fails on. */
    static final int PATIENCE = 3;

    private final Path folder;
    private final SpoolLimits limits;
    private final JsonMapper json;

    public ReportSpool(Path folder, SpoolLimits limits, JsonMapper json) {
        this.folder = folder;
        this.limits = limits;
        this.json = json;
    }

    /**
     * Puts a report at the end of the queue, unless it waits there already, and drops the oldest
     * beyond the limits.
     *
     * @param dropped told a sentence about each that was dropped, or that one could not be
     * @throws IOException when the report is not in the queue
     */
    public void add(Report report, Consumer<String> dropped) throws IOException {
        List<SpooledReport> waiting = waiting();
        if (waiting.stream().noneMatch(each -> each.id().equals(report.id()))) {
            long number = 1 + Math.max(last(waiting), last(in(aside())));
            DurableFile.write(
                    folder.resolve(SpooledReport.name(number, report.id())), packed(report));
        }
        try {
            drop(excess(waiting()), dropped);
        } catch (IOException e) { // the next run tries again
            dropped.accept("more reports wait than the spool may hold: " + FileTrouble.sentence(e));
        }
    }

    private static long last(List<SpooledReport> reports) {
        return reports.isEmpty() ? 0 : reports.getLast().number();
    }

    /** A report as it is spooled and sent: its JSON, compressed. */
    public byte[] packed(Report report) {
        return Outgoing.gzip(json.writeValueAsBytes(report));
    }

    /**
     * Sends what waits, oldest first, until labd is away or fails. A report that labd has failed on
     * several times comes last from then on, so that it does not hold back the others.
     *
     * @param said told a sentence about each report that labd will never take or keeps failing on
     * @return why some still wait; empty when none does
     */
    public Optional<String> deliver(Function<byte[], Delivery> send, Consumer<String> said)
            throws IOException {
        for (SpooledReport report : inTurn()) {
            switch (send.apply(DurableFile.read(report.file()))) {
                case Delivery.Delivered _ -> Files.delete(report.file());
                case Delivery.Never never -> setAside(report, never.reason(), said);
                case Delivery.Later later -> {
                    return Optional.of(later.reason());
                }
                case Delivery.Failed failed -> {
                    failed(report, said);
                    return Optional.of(failed.reason());
                }
            }
        }
        return Optional.empty();
    }

    private List<SpooledReport> inTurn() throws IOException {
        return waiting().stream()
                .sorted(
                        Comparator.comparingInt(ReportSpool::patienceLost)
                                .thenComparingLong(SpooledReport::number))
                .toList();
    }

    /** Of those that labd keeps failing on the one with the fewest failures comes first. */
    private static int patienceLost(SpooledReport report) {
        return report.failures() < PATIENCE ? 0 : report.failures();
    }

    private static void failed(SpooledReport report, Consumer<String> said) throws IOException {
        DurableFile.moveInto(report.file(), report.failedAgain());
        if (report.failures() + 1 == PATIENCE) {
            said.accept(
                    "labd has failed on report %s %d times, newer ones are sent before it"
                            .formatted(report.id(), PATIENCE));
        }
    }

    public int length() throws IOException {
        return waiting().size();
    }

    /** How many labd will never take. */
    public int refused() throws IOException {
        return in(aside()).size();
    }

    /** Where those lie that labd will never take; whoever has looked at them may delete them. */
    public Path aside() {
        return folder.resolve("refused");
    }

    List<UUID> ids() throws IOException {
        return waiting().stream().map(SpooledReport::id).toList();
    }

    private List<SpooledReport> waiting() throws IOException {
        return in(folder);
    }

    private static List<SpooledReport> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return FolderEntries.of(folder).stream()
                .filter(Files::isRegularFile)
                .map(SpooledReport::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(SpooledReport::number))
                .toList();
    }

    /** The oldest that must go; the newest always stays. */
    private List<SpooledReport> excess(List<SpooledReport> waiting) throws IOException {
        long bytes = 0;
        for (int newer = 0; newer < waiting.size(); newer++) {
            SpooledReport report = waiting.get(waiting.size() - 1 - newer);
            bytes += report.size();
            if (newer > 0 && (newer >= limits.reports() || bytes > limits.bytes())) {
                return waiting.subList(0, waiting.size() - newer);
            }
        }
        return List.of();
    }

    /** Aside are kept as many as may wait, for a person to look at. */
    private void setAside(SpooledReport report, String reason, Consumer<String> said)
            throws IOException {
        Path aside = aside();
        if (!Files.isDirectory(aside)) {
            Files.deleteIfExists(aside); // whatever else bears the name
        }
        DurableFile.directory(aside);
        DurableFile.moveInto(
                report.file(), aside.resolve(String.valueOf(report.file().getFileName())));
        said.accept(
                "labd refuses report %s for good, it is set aside: %s"
                        .formatted(report.id(), reason));
        drop(excess(in(aside)), said);
    }

    private static void drop(List<SpooledReport> reports, Consumer<String> said)
            throws IOException {
        for (SpooledReport report : reports) {
            Files.delete(report.file());
            said.accept(
                    "report %s is dropped: more wait than the spool may hold"
                            .formatted(report.id()));
        }
    }
}
