package io.labctl.cli.doctor;

import io.labctl.cli.client.Identity;
import io.labctl.cli.config.Target;
import io.labctl.cli.time.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    List<Finding> findings(Target target, Identity identity) {
        Finding validity = validity(target, identity);
        return identity.fault(target)
                .map(fault -> withFault(validity, fault))
                .orElseGet(() -> List.of(validity, key(target)));
    }

    private static List<Finding> withFault(Finding validity, Identity.Fault fault) {
        Finding wrong = Finding.fail(fault.part(), fault.sentence());
        return fault.part().equals(validity.check()) ? List.of(wrong) : List.of(validity, wrong);
    }

    private Finding validity(Target target, Identity identity) {
        X509Certificate certificate = identity.certificate();
        Instant now = clock.instant();
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return Finding.fail(
                    "certificate",
                    "'%s' expired at %s, get a new one from labd's administrator"
                            .formatted(target.certificate(), end));
        }
        if (now.isBefore(begin)) {
            return Finding.fail(
                    "certificate",
                    "'%s' is valid only from %s, check this machine's clock"
                            .formatted(target.certificate(), begin));
        }
        Duration left = Duration.between(now, end);
        String until = "valid until %s (%s left)".formatted(end, Spans.brief(left));
        return left.compareTo(SOON) < 0
                ? Finding.warn("certificate", until + ", get a new one soon")
                : Finding.ok("certificate", until);
    }

    private static Finding key(Target target) {
        return readableByOthers(target)
                ? Finding.warn(
                        "key", "'%s' can be read by others, chmod 600 it".formatted(target.key()))
                : Finding.ok("key", "'%s' fits the certificate".formatted(target.key()));
    }

    private static boolean readableByOthers(Target target) {
        try {
            return Files.getPosixFilePermissions(target.key()).stream().anyMatch(OPEN::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // it was read a moment ago; no statement without permissions to look at
        }
    }
}
