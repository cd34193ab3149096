package io.labctl.agent.type.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.present.PresentText;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresentHostsTest {
    @TempDir private Path folder;

    @Test
    void an_entry_is_shown_with_its_comment() throws IOException {
        new TestMachine(folder).write("/etc/hosts", "10.0.0.1 db d # rack 4\n");

        assertThat(PresentText.java(hosts("db")))
                .contains(".ip(\"10.0.0.1\")")
                .contains(".comment(\"rack 4\")");
    }

    @Test
    void a_comment_that_no_catalog_can_have_hides_no_entry() throws IOException {
        new TestMachine(folder).write("/etc/hosts", "10.0.0.1 db # rack\t4\n10.0.0.2 web #\n");

        assertThat(hosts("db", "web"))
                .extracting(each -> ((HostResource) each).comment())
                .containsExactly(null, null);
    }

    private List<Resource> hosts(String... names) throws IOException {
        return new PresentHosts(new Root(folder.resolve("root"))).named(List.of(names));
    }
}
