package io.labctl.agent.labd;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why labd could not be talked to, said so that a person knows where to look. */
final class Reasons {
    private Reasons() {}

    static String sentence(Route route, IOException e) {
        String labd = "labd at " + route;
        String door = route.proxy().isPresent() ? "the proxy's" : "its";
        if (cause(e, UnresolvedAddressException.class).isPresent()
                || cause(e, UnknownHostException.class).isPresent()) {
            return "%s cannot be reached: %s host name is not known".formatted(labd, door);
        }
        if (route.proxy().isPresent() && isNoHttp(e)) {
            return labd + " cannot be reached: what answers there is no HTTP proxy";
        }
        Optional<CertificateException> untrusted = cause(e, CertificateException.class);
        if (untrusted.isPresent()) {
            return "the certificate of %s %s".formatted(labd, fault(deepest(untrusted.get())));
        }
        return switch (e) {
            case ProxyRefusal refusal ->
                    "%s cannot be reached: %s"
                            .formatted(labd, refusal.sentence(route.hasCredentials()));
            case HttpConnectTimeoutException _ ->
                    labd + " cannot be reached: no answer to a connect";
            case HttpTimeoutException _ -> labd + " did not answer in time";
            case ConnectException _ -> labd + " cannot be reached: connection refused or no route";
            case SSLException tls -> "TLS with %s failed: %s".formatted(labd, text(tls));
            case EOFException _ -> labd + " closed the connection";
            default -> "the connection to %s broke: %s".formatted(labd, text(e));
        };
    }

    /** Java tells it in these words only. */
    private static boolean isNoHttp(IOException e) {
        return String.valueOf(e.getMessage()).contains("parsing HTTP/1.1 status line");
    }

    static <T extends Throwable> Optional<T> cause(@Nullable Throwable from, Class<T> type) {
        for (Throwable each = from; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }

    private static String fault(Throwable of) {
        return switch (of) {
            case CertificateNotYetValidException _ ->
                    "is not valid yet by this machine's clock (%s)".formatted(text(of));
            case CertificateExpiredException _ ->
                    "is not valid any more by this machine's clock (%s)".formatted(text(of));
            default -> "is not trusted: " + text(of);
        };
    }

    private static Throwable deepest(Throwable from) {
        Throwable deepest = from;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String text(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : Reply.oneLine(message.lines().findFirst().orElse(""));
    }
}
