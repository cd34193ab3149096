package io.labctl.cli.client;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why labd could not be talked to, in one sentence that says what to look at. */
final class ConnectionFault {
    private static final String ENDED_EARLY = "terminated the handshake";

    private ConnectionFault() {}

    /**
     * What came of a request.
     *
     * @param end of our own certificate
     */
    static LabException of(Target target, Instant end, Instant now, IOException e) {
        if (refusedUs(e)) {
            String why = now.isAfter(end) ? "expired at " + end : "is revoked or of another CA";
            return new Denied(
                    "labd at %s refused the certificate '%s': it %s, get a new one from labd's administrator"
                            .formatted(target.server(), target.certificate().path(), why),
                    e);
        }
        return new Unavailable("labd at %s %s".formatted(target.server(), why(target, e)), e);
    }

    /** A fatal TLS alert from the other side about our certificate (RFC 8446, section 6.2). */
    private static boolean refusedUs(IOException e) {
        return causes(e)
                .filter(SSLException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(
                        message ->
                                message.contains("received fatal alert")
                                        && (message.contains("certificate")
                                                || message.contains("unknown_ca")
                                                || message.contains("access_denied")));
    }

    /**
     * Neither a refusal nor a time limit nor a fault of TLS: the connection was there, or was being
     * made, and ended.
     */
    static boolean isBrokenOff(IOException e) {
        return !refusedUs(e)
                && !isFaultOfTls(e)
                && causes(e)
                        .noneMatch(
                                cause ->
                                        cause instanceof ConnectException
                                                || cause instanceof HttpTimeoutException
                                                || cause instanceof UnresolvedAddressException
                                                || cause instanceof CertificateException);
    }

    /** TLS also tells of an end that came while it was negotiated, in words alone. */
    private static boolean isFaultOfTls(IOException e) {
        return has(e, SSLException.class)
                && causes(e)
                        .noneMatch(
                                cause -> String.valueOf(cause.getMessage()).contains(ENDED_EARLY));
    }

    private static String why(Target target, IOException e) {
        if (has(e, UnresolvedAddressException.class)) {
            return "cannot be reached: host '%s' is not known".formatted(target.server().getHost());
        }
        if (has(e, HttpConnectTimeoutException.class)) {
            return "cannot be reached: no connection within %d s"
                    .formatted(LabdClient.CONNECT_LIMIT.toSeconds());
        }
        if (has(e, HttpTimeoutException.class)) {
            return "did not answer within %d s".formatted(LabdClient.ANSWER_LIMIT.toSeconds());
        }
        if (has(e, ConnectException.class)) {
            return "cannot be reached: connection refused or no route; start it there, or ask another one: "
                    + howToAskAnother(target);
        }
        if (has(e, CertificateException.class) || has(e, CertPathValidatorException.class)) {
            return untrusted(target, e);
        }
        return isFaultOfTls(e)
                ? "does not speak TLS as labd does: is this its address?"
                : "broke off the connection";
    }

    private static String howToAskAnother(Target target) {
        return target.serverVariable() == null
                ? "'labctl config use-context NAME'"
                : "change or unset " + target.serverVariable();
    }

    private static String untrusted(Target target, IOException e) {
        if (has(e, CertificateExpiredException.class)
                || has(e, CertificateNotYetValidException.class)) {
            return "shows a certificate that is not valid at this time: check both clocks";
        }
        boolean otherName =
                causes(e)
                        .map(cause -> String.valueOf(cause.getMessage()))
                        .anyMatch(message -> message.startsWith("No subject alternative"));
        return otherName
                ? "shows a certificate for another name than '%s': start labd with --name %s"
                        .formatted(target.server().getHost(), target.server().getHost())
                : "shows a certificate that the CA in the %s did not sign; fetch ca.pem anew from the admin folder of that labd"
                        .formatted(target.ca());
    }

    private static boolean has(Throwable e, Class<? extends Throwable> kind) {
        return causes(e).anyMatch(kind::isInstance);
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
