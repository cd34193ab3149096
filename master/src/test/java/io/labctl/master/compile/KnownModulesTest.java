package io.labctl.master.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.Sha256;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.registry.ModuleFolder;
import io.labctl.master.site.SiteModules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KnownModulesTest {
    private static final String MANIFEST =
            "name: greeting\nversion: 1.0.0\ndescription: x\ntype: site.Greeting\n";

    private final KnownModules known = new KnownModules(BuiltInModules.onClassPath());

    @Test
    void files_of_the_state_before_can_be_fetched_still() {
        known.with(site(MANIFEST, "first"));
        known.with(site(MANIFEST, "second"));

        assertThat(known.content(sha256("first"))).isPresent();
        assertThat(known.content(sha256("second"))).isPresent();
    }

    @Test
    void broken_states_between_do_not_count() {
        known.with(site(MANIFEST, "first"));
        known.with(site("name: [", "broken"));
        known.with(new SiteModules(List.of(), List.of(new Fault(null, null, 0, "unreadable"))));
        known.with(site(MANIFEST, "second"));

        assertThat(known.content(sha256("first"))).isPresent();
        assertThat(known.content(sha256("second"))).isPresent();
    }

    private static SiteModules site(String manifest, String file) {
        var files =
                new TreeMap<>(
                        Map.of(
                                "module.yaml",
                                manifest.getBytes(UTF_8),
                                "files/a",
                                file.getBytes(UTF_8)));
        return new SiteModules(List.of(new ModuleFolder("greeting", files)), List.of());
    }

    private static String sha256(String file) {
        return Sha256.of(file.getBytes(UTF_8));
    }
}
