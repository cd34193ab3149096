package io.labctl.cli.doctor;

import static java.util.stream.Collectors.toSet;

import io.labctl.cli.client.IdentityFiles;
import io.labctl.cli.client.IdentityFiles.Fault;
import io.labctl.cli.config.Target;
import io.labctl.cli.time.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at our own certificate and key before anything is sent. */
final class CertificateCheck {
    /** Enough time to get another without haste. */
    private static final Duration SOON = Duration.ofDays(30);

    private static final Set<PosixFilePermission> OPEN =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Clock clock;

    CertificateCheck(Clock clock) {
        this.clock = clock;
    }

    List<Finding> findings(Target target, IdentityFiles files) {
        Set<String> faulty = files.faults().stream().map(Fault::part).collect(toSet());
        var findings = new ArrayList<Finding>();
        if (!faulty.contains("certificate")) {
            files.certificate().ifPresent(own -> findings.add(validity(target, own)));
        }
        files.faults().forEach(fault -> findings.add(Finding.fail(fault.part(), fault.sentence())));
        if (!faulty.contains("key")) {
            key(target, faulty.contains("certificate")).ifPresent(findings::add);
        }
        return findings;
    }

    private Finding validity(Target target, X509Certificate certificate) {
        Instant now = clock.instant();
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return Finding.fail(
                    "certificate",
                    "'%s' expired at %s, get a new one from labd's administrator"
                            .formatted(target.certificate().path(), end));
        }
        if (now.isBefore(begin)) {
            return Finding.fail(
                    "certificate",
                    "'%s' is valid only from %s, check this machine's clock"
                            .formatted(target.certificate().path(), begin));
        }
        Duration left = Duration.between(now, end);
        String until = "valid until %s (%s left)".formatted(end, Spans.brief(left));
        return left.compareTo(SOON) < 0
                ? Finding.warn("certificate", until + ", get a new one soon")
                : Finding.ok("certificate", until);
    }

    /** Whether it fits is known only with a certificate. */
    private static Optional<Finding> key(Target target, boolean alone) {
        Path key = target.key().path();
        if (readableByOthers(key)) {
            return Optional.of(
                    Finding.warn("key", "'%s' can be read by others, chmod 600 it".formatted(key)));
        }
        return alone
                ? Optional.empty()
                : Optional.of(Finding.ok("key", "'%s' fits the certificate".formatted(key)));
    }

    private static boolean readableByOthers(Path key) {
        try {
            return Files.getPosixFilePermissions(key).stream().anyMatch(OPEN::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // it was read a moment ago; no statement without permissions to look at
        }
    }
}
