package io.labctl.agent.type.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.PresentLook;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.present.PresentText;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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

    @Test
    void an_entry_of_which_a_run_would_take_away_others_is_not_shown() throws IOException {
        new TestMachine(folder).write("/etc/hosts", "10.0.0.1 db\n2001:db8::1 db\n10.0.0.2 web\n");

        assertThatThrownBy(() -> look("db"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "host 'db' cannot be shown: it stands there on several lines, of which a run"
                                + " would leave one");
        var all = (Looked.Found) look(null);
        assertThat(all.resources()).extracting(each -> each.id().title()).containsExactly("web");
        assertThat(all.leftOut())
                .containsExactly(
                        "host 'db' is left out: it stands there on several lines, of which a run"
                                + " would leave one");
    }

    @Test
    void an_entry_beside_which_a_run_leaves_the_other_loopback_address_is_shown()
            throws IOException {
        new TestMachine(folder).write("/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");

        assertThat(PresentText.java(hosts("localhost"))).contains(".ip(\"127.0.0.1\")");
    }

    @Test
    void the_file_is_read_once_for_all_its_names() throws IOException {
        TestMachine machine = new TestMachine(folder).write("/etc/hosts", "10.0.0.1 db\n");
        PresentHosts present = present();
        List<String> names = present.names().orElseThrow();

        Files.delete(machine.at("/etc/hosts"));

        assertThat(present.named(names)).hasSize(1);
    }

    private Looked look(@Nullable String name) throws IOException {
        return new PresentLook(new TreeMap<>(Map.of(HostResource.TYPE, present())))
                .look(HostResource.TYPE, name);
    }

    private List<Resource> hosts(String... names) throws IOException {
        return present().named(List.of(names));
    }

    private PresentHosts present() {
        return new PresentHosts(new Root(folder.resolve("root")));
    }
}
