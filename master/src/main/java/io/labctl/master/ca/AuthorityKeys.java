package io.labctl.master.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** An authority's certificate with its private key, in memory only. */
record AuthorityKeys(X509Certificate certificate, PrivateKey key) {
    @Override
    public String toString() {
        return "AuthorityKeys[" + certificate.getSubjectX500Principal() + "]";
    }
}
