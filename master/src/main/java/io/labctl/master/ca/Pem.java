package io.labctl.master.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Textual encodings (RFC 7468). */
public final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    public static String certificates(List<X509Certificate> certificates) {
        var out = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            out.append(block("CERTIFICATE", Der.of(certificate)));
        }
        return out.toString();
    }

    /** Unencrypted PKCS #8 (RFC 7468, section 10); for a file that only its owner reads. */
    public static String privateKey(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }
}
