package io.labctl.master.ca;

/** A template that {@link IssuancePolicy#check} has let through; only such a one can be signed. */
final class CheckedTemplate {
    private final CertificateTemplate template;
    private final Serial serial;

    CheckedTemplate(CertificateTemplate template, Serial serial) {
        this.template = template;
        this.serial = serial;
    }

    CertificateTemplate template() {
        return template;
    }

    Serial serial() {
        return serial;
    }
}
