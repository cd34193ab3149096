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
     * On disk first, then on the wire; whether it is in one of these places now. One that finds no
     * room on the disk comes after those that wait: labd takes them in the order in which they
     * come.
     */
    boolean sendOrSpool(Report report, RunNotes notes) {
        boolean spooled = isSpooled(report, notes);
        remember(report, notes);
        deliver(notes);
        return spooled || isSentUnspooled(report, notes);
    }

    private boolean isSpooled(Report report, RunNotes notes) {
        try {
            spool(report, notes);
            return true;
        } catch (IOException e) {
            notes.afterwards("report could not be spooled: " + FileTrouble.sentence(e));
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

    void spool(Report report, RunNotes notes) throws IOException {
        spool.add(report, notes::afterwards);
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

    private void deliver(RunNotes notes) {
        try {
            Optional<String> waiting = spool.deliver(labd::report, notes::afterwards);
            if (waiting.isPresent()) {
                notes.afterwards("%s for labd: %s".formatted(wait(spool.length()), waiting.get()));
            }
        } catch (IOException e) {
            notes.afterwards("spool is not usable: " + FileTrouble.sentence(e));
        }
    }

    private static String wait(int reports) {
        return reports == 1 ? "1 report waits" : "%d reports wait".formatted(reports);
    }

    private boolean isSentUnspooled(Report report, RunNotes notes) {
        return switch (labd.report(spool.packed(report))) {
            case Delivery.Delivered _ -> true;
            case Delivery.Later later -> lost(report, later.reason(), notes);
            case Delivery.Failed failed -> lost(report, failed.reason(), notes);
            case Delivery.Never never -> lost(report, never.reason(), notes);
        };
    }

    private static boolean lost(Report report, String why, RunNotes notes) {
        notes.afterwards(
                "report %s is lost, the next run only reports that there was this one: %s"
                        .formatted(report.id(), why));
        return false;
    }
}
