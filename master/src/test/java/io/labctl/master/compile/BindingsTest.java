package io.labctl.master.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.registry.LoadedModule;
import io.labctl.master.site.ServerData;
import io.labctl.master.site.SiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingsTest {
    private static final AgentId WEB1 = AgentId.parse("lab://agent/lab/dev/web1");
    private static final AgentId WEB2 = AgentId.parse("lab://agent/lab/dev/web2");
    private static final DnsLabel WEB = new DnsLabel("web");

    private static final LoadedModule BASE_SERVER =
            BuiltInModules.onClassPath().named("base-server").orElseThrow();

    @TempDir private Path folder;

    @BeforeEach
    void writeData() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("common.yaml"), "base-server: {motd: hello}");
    }

    @Test
    void servers_that_share_their_data_share_the_bound_module() {
        var bindings = new Bindings(1 << 20);

        assertThat(bindings.of(BASE_SERVER, data(WEB1)))
                .isSameAs(bindings.of(BASE_SERVER, data(WEB2)));
    }

    @Test
    void no_more_is_kept_than_the_data_may_weigh() {
        var bindings = new Bindings(100);

        var first = bindings.of(BASE_SERVER, data(WEB1));

        Awaitility.await().until(() -> bindings.of(BASE_SERVER, data(WEB1)) != first);
    }

    private ServerData data(AgentId server) {
        return new SiteFolder(folder, Clock.systemUTC()).of(server, WEB);
    }
}
