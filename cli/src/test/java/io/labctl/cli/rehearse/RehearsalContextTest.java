package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.cli.config.ConfigFile;
import io.labctl.cli.config.ContextConfig;
import io.labctl.cli.config.LabctlConfig;
import io.labctl.cli.config.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalContextTest {
    private static final ContextConfig OWN =
            new ContextConfig("https://labd:7443", "ca.pem", "ann.crt", "ann.key");

    @TempDir private Path folder;
    private ConfigFile file;
    private RehearsalContext context;

    @BeforeEach
    void context() {
        file = new ConfigFile(folder.resolve("home/config.yaml"));
        context = of("state");
    }

    @Test
    void it_is_added_made_current_and_taken_away_again() {
        file.write(config("work"));
        Plan.Before before = context.before();

        String name = context.add(labd("state"));

        assertThat(name).isEqualTo("rehearsal");
        assertThat(file.read().currentContext()).isEqualTo("rehearsal");
        context.remove(Optional.of(before));
        assertThat(file.read()).isEqualTo(config("work"));
    }

    @Test
    void a_persons_own_context_of_that_name_is_left_alone() {
        file.write(config("rehearsal"));
        Plan.Before before = context.before();

        String name = context.add(labd("state"));

        assertThat(name).isEqualTo("rehearsal-2");
        assertThat(file.read().contexts()).containsEntry("rehearsal", OWN);
        context.remove(Optional.of(before));
        assertThat(file.read()).isEqualTo(config("rehearsal"));
    }

    @Test
    void adding_it_again_changes_nothing() {
        file.write(config("rehearsal"));
        context.add(labd("state"));
        LabctlConfig once = file.read();

        String name = context.add(labd("state"));

        assertThat(name).isEqualTo("rehearsal-2");
        assertThat(file.read()).isEqualTo(once);
    }

    @Test
    void two_rehearsals_have_one_each_and_may_go_in_any_order() {
        RehearsalContext second = of("second");
        Plan.Before before = context.before();
        context.add(labd("state"));
        Plan.Before between = second.before();
        second.add(labd("second"));

        context.remove(Optional.of(before));
        assertThat(file.read().currentContext()).isEqualTo("rehearsal-2");
        second.remove(Optional.of(between));

        assertThat(file.read()).isEqualTo(LabctlConfig.EMPTY);
    }

    @Test
    void a_config_that_was_not_there_before_is_gone_afterwards() {
        Plan.Before before = context.before();
        context.add(labd("state"));

        context.remove(Optional.of(before));

        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void without_a_plan_it_is_known_by_its_key() {
        file.write(config("work"));
        context.add(labd("state"));

        context.remove(Optional.empty());

        assertThat(file.read().contexts()).containsOnlyKeys("work");
        assertThat(file.read().currentContext()).isNull();
    }

    @Test
    void where_there_is_none_nothing_is_written() {
        context.remove(Optional.empty());

        assertThat(Files.exists(file.path())).isFalse();
    }

    private RehearsalContext of(String state) {
        return new RehearsalContext(file.path(), new StateFolder(folder.resolve(state)));
    }

    private Target labd(String state) {
        Path admin = folder.resolve(state).resolve("labd/admin");
        return new Target(
                "rehearsal",
                URI.create("https://10.213.0.1:7443"),
                admin.resolve("ca.pem"),
                admin.resolve("admin.crt"),
                admin.resolve("admin.key"));
    }

    private static LabctlConfig config(String name) {
        return new LabctlConfig(name, new TreeMap<>()).with(name, OWN);
    }
}
