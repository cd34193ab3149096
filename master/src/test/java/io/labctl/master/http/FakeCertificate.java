package io.labctl.master.http;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.Certificate;

/** A certificate that is told from others, and no more. */
final class FakeCertificate extends Certificate {
    private final String name;

    FakeCertificate(String name) {
        super("fake");
        this.name = name;
    }

    @Override
    public byte[] getEncoded() {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void verify(PublicKey key) {
        throw new UnsupportedOperationException("a fake certificate is signed by nobody");
    }

    @Override
    public void verify(PublicKey key, String provider) {
        verify(key);
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public PublicKey getPublicKey() {
        throw new UnsupportedOperationException("a fake certificate has no key");
    }
}
