package io.labctl.agent.run;

import io.labctl.agent.labd.Delivery;
import io.labctl.agent.labd.LabdClient;
import io.labctl.agent.spool.ReportSpool;
import io.labctl.agent.status.Contact;
import io.labctl.agent.status.LastRun;
import io.labctl.agent.status.StateFiles;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Sees to it that a report reaches labd once, now or later. */
public final class Reporting {
    private final ReportSpool spool;
    private final LabdClient labd;
    private final StateFiles files;
    private final String serial;

    /** With the serial of the certificate that labd is shown. */
    public Reporting(ReportSpool spool, LabdClient labd, StateFiles files, String serial) {
        this.spool = spool;
        this.labd = labd;
        this.files = files;
        this.serial = serial;
    }

    /**
     * On disk first, then on the wire; whether it is in one of these places now. For one that finds
     * no room on the disk those that wait are sent before it, since labd takes reports in the order
     * in which they come. It is sent also where some of them still wait then: later it could not.
     */
    boolean sendOrSpool(Report report, RunNotes notes) {
        boolean spooled = isSpooled(report, notes::afterwards);
        remember(report, notes);
        deliver(notes::afterwards);
        Optional<String> lost = spooled ? Optional.empty() : whyNotSent(report);
        lost.ifPresent(
                why ->
                        notes.afterwards(
                                "report %s is lost, the next run only reports that there was this one: %s"
                                        .formatted(report.id(), why)));
        return lost.isEmpty();
    }

    /** The same for a run before this one: it is sent with this one's, and now only if it must. */
    void spoolOrSend(Report report, RunNotes notes) {
        if (isSpooled(report, notes::warning)) {
            return;
        }
        deliver(notes::warning);
        whyNotSent(report)
                .ifPresent(
                        why -> notes.warning("report %s is lost: %s".formatted(report.id(), why)));
    }

    private boolean isSpooled(Report report, Consumer<String> said) {
        try {
            spool.add(report, said);
            return true;
        } catch (IOException e) {
            said.accept("report could not be spooled: " + FileTrouble.sentence(e));
            return false;
        }
    }

    private void remember(Report report, RunNotes notes) {
        try {
            files.lastRun().write(LastRun.of(report));
        } catch (IOException e) {
            notes.afterwards("status could not be stored: " + FileTrouble.sentence(e));
        }
    }

    /** For {@code lab-agent status}. */
    void rememberContact(Fetched fetched, Instant now, RunNotes notes) {
        try {
            files.contact().write(contact(fetched, now));
        } catch (IOException e) {
            notes.warning("status could not be stored: " + FileTrouble.sentence(e));
        }
    }

    /** Whether labd, when it last answered, did not take this machine's certificate. */
    boolean wasRefused(RunNotes notes) {
        try {
            return Contact.isRefusal(files.contact(), serial);
        } catch (IOException e) {
            notes.warning(
                    "what labd last said of this machine is not known: " + FileTrouble.sentence(e));
            return false;
        }
    }

    private Contact contact(Fetched fetched, Instant now) throws IOException {
        return switch (fetched.origin()) {
            case CURRENT, REFUSED, COMPILE_FAILED -> Contact.made(now);
            case CACHED, EXPIRED -> failed(fetched, now);
            case DISOWNED -> failed(fetched, now).refusing(serial);
        };
    }

    private Contact failed(Fetched fetched, Instant now) throws IOException {
        return Contact.failed(files.contact().read(), now, fetched.trouble().orElse(""));
    }

    private void deliver(Consumer<String> said) {
        try {
            Optional<String> waiting = spool.deliver(labd::report, said);
            if (waiting.isPresent()) {
                said.accept("%s for labd: %s".formatted(wait(spool.length()), waiting.get()));
            }
        } catch (IOException e) {
            said.accept("spool is not usable: " + FileTrouble.sentence(e));
        }
    }

    private static String wait(int reports) {
        return reports == 1 ? "1 report waits" : "%d reports wait".formatted(reports);
    }

    /** Sends one that is not spooled; empty when labd has it. */
    private Optional<String> whyNotSent(Report report) {
        return switch (labd.report(spool.packed(report))) {
            case Delivery.Delivered _ -> Optional.empty();
            case Delivery.Later later -> Optional.of(later.reason());
            case Delivery.Failed failed -> Optional.of(failed.reason());
            case Delivery.Never never -> Optional.of(never.reason());
        };
    }
}
