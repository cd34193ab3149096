package io.labctl.catalog.api;

import io.labctl.catalog.work.Vitals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code labctl describe} shows, so that the next command is not needed.
 *
 * @param vitals how its machine was doing when its agent last asked for work; null when that is not
 *     known
 * @param vitalsAt when that was
 * @param data the files of the site that are now read for it, broadest first; one that is not here
 *     is not there, or is misspelt
 * @param compileFaults why the newest catalog could not be compiled; empty when it could
 * @param modules the modules of its present catalog with their versions
 * @param reports the newest runs, newest first by the clock of labd's database
 */
public record ServerDetail(
        ServerView server,
        @Nullable Vitals vitals,
        @Nullable Instant vitalsAt,
        Instant enrolledAt,
        @Nullable CertificateView certificate,
        @Nullable String catalog,
        List<String> modules,
        List<String> data,
        List<String> compileFaults,
        List<ReportSummary> reports) {
    public ServerDetail {
        modules = List.copyOf(modules);
        data = List.copyOf(data);
        compileFaults = List.copyOf(compileFaults);
        reports = List.copyOf(reports);
    }

    /**
     * The certificate that its agent now shows.
     *
     * @param serial in lower-case hex
     */
    public record CertificateView(String serial, Instant notBefore, Instant notAfter) {}
}
