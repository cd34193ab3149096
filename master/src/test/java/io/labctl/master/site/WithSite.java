package io.labctl.master.site;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a site folder on disk, with an empty one to start from. */
abstract class WithSite {
    static final AgentId WEB1 = AgentId.parse("lab://agent/lab/dev/web1");
    static final DnsLabel WEB = new DnsLabel("web");

    @TempDir Path home;

    final FakeClock clock = new FakeClock(Clock.systemUTC().instant());

    Path folder = Path.of("");
    SiteFolder site = new SiteFolder(folder, clock);

    @BeforeEach
    void openSite() throws IOException {
        folder = home.resolve("site");
        Files.createDirectories(folder.resolve("data"));
        site = new SiteFolder(folder, clock);
    }

    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text);
    }

    List<String> faults() {
        return sentences(site.of(WEB1, WEB));
    }

    List<String> faultsOf(String agent) {
        return sentences(site.of(AgentId.parse(agent), WEB));
    }

    static List<String> sentences(ServerData data) {
        return data.faults().stream().map(Fault::sentence).toList();
    }
}
