package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The site folder that labd compiles from; written once, so that a person may change it. */
final class RehearsalSite {
    static final DnsLabel CLOUD = new DnsLabel("namespaces");
    static final DnsLabel ENVIRONMENT = new DnsLabel("rehearsal");
    static final DnsLabel ROLE = new DnsLabel("node");

    private RehearsalSite() {}

    static void ensure(Path folder, Subnet subnet) {
        Path site = folder.resolve("site.yaml");
        if (Files.exists(site)) {
            return;
        }
        try {
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(
                    folder.resolve("data/common.yaml"),
                    Scripts.text("site/common.yaml").replace("GATEWAY", subnet.gateway()));
            Files.writeString(site, Scripts.text("site/site.yaml"));
        } catch (IOException e) {
            throw new Unavailable("site folder '%s' cannot be written".formatted(folder), e);
        }
    }
}
