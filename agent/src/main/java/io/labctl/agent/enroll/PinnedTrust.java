package io.labctl.agent.enroll;

import io.labctl.catalog.identity.CaPin;
import io.labctl.catalog.identity.MutualTls;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust at first contact, when nothing but the token's pin is known: one certificate of the chain
 * that the server presents must have the pinned key, and the chain must be valid up to it and carry
 * the server's name. All of it is part of the TLS handshake, so nothing is sent before it is done.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final CaPin pin;

    PinnedTrust(CaPin pin) {
        this.pin = pin;
    }

    SSLContext tls() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        upToThePin(chain).checkServerTrusted(chain, keyType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket)
            throws CertificateException {
        upToThePin(chain).checkServerTrusted(chain, keyType, socket);
    }

    /** Without a connection there is no name to check, so this is never enough. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType)
            throws CertificateException {
        throw new CertificateException("the server's name cannot be checked");
    }

    private X509ExtendedTrustManager upToThePin(X509Certificate[] chain)
            throws CertificateException {
        X509Certificate root =
                Arrays.stream(chain)
                        .filter(each -> pin.fits(each) && each.getBasicConstraints() >= 0)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CertificateException(
                                                "none of its issuers is the one pinned in the"
                                                        + " token (another labd, or someone in"
                                                        + " between)"));
        try {
            for (TrustManager each : MutualTls.trust(List.of(root)).getTrustManagers()) {
                if (each instanceof X509ExtendedTrustManager manager) {
                    return manager;
                }
            }
            throw new CertificateException("no trust manager");
        } catch (GeneralSecurityException e) {
            throw new CertificateException("pinned certificate not usable", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static CertificateException noServer() {
        return new CertificateException("lab-agent is no server");
    }
}
