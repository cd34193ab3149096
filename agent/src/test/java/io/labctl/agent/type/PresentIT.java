package io.labctl.agent.type;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.testing.CatalogOf;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on a real system, told as resources that a run would not change. */
class PresentIT extends OnAdasMachine {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user",
                "user ada",
                "group",
                "group astronomers",
                "host",
                "host db.lab",
                "package",
                "package dpkg",
                "symlink /etc/names",
                "directory /srv/stars",
                "file /srv/stars/sirius",
                "service",
                "service cron",
                "sysctl",
                "sysctl kernel.ostype",
                "authorized_key",
                "authorized_key ada",
                "authorized_key ada/ada@home",
                "cron",
                "cron stars",
                "mount",
                "mount /srv/mounted",
                "mount /srv/idle",
                "mount /srv/swap"
            })
    void what_is_shown_compiles_and_changes_nothing(String asked) throws Exception {
        String shown = show(0, asked.split(" "));
        assertThat(shown).startsWith("plan.");

        var reports = apply(shown);

        assertThat(reports).isNotEmpty();
        assertThat(reports)
                .filteredOn(each -> each.outcome() != ResourceOutcome.UNCHANGED)
                .isEmpty();
        assertThat(said).isEmpty();
    }

    private List<ResourceReport> apply(String shown) throws Exception {
        try (var loader = compiled(shown)) {
            Class<? extends LabModule> module =
                    loader.loadClass("Shown").asSubclass(LabModule.class);
            return TestMachine.of(machine(), folder())
                    .apply(CatalogOf.module(module).onDebian12().compile().catalog(), false);
        }
    }

    private URLClassLoader compiled(String shown) throws IOException {
        Path source =
                Files.writeString(
                        folder().resolve("Shown.java"),
                        """
                        import io.labctl.catalog.module.*;
                        import java.util.List;

                        public record Shown() implements LabModule {
                            @Override
                            public void configure(Node node, Plan plan) {
                        %s
                            }
                        }
                        """
                                .formatted(shown));
        int exit =
                requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(null, null, null, "-d", folder().toString(), source.toString());
        assertThat(exit).isZero();
        return new URLClassLoader(
                new URL[] {folder().toUri().toURL()}, getClass().getClassLoader());
    }
}
