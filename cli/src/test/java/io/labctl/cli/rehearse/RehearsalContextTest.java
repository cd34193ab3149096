package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.cli.config.ConfigFile;
import io.labctl.cli.config.ContextConfig;
import io.labctl.cli.config.LabctlConfig;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalContextTest {
    private static final ContextConfig OWN =
            new ContextConfig("https://labd:7443", "ca.pem", "ann.crt", "ann.key");

    @TempDir private Path folder;
    private final List<String> told = new ArrayList<>();
    private ConfigFile file;
    private RehearsalContext context;

    @BeforeEach
    void context() {
        file = new ConfigFile(folder.resolve("home/config.yaml"));
        context = of("state");
    }

    @Test
    void it_is_added_made_current_and_taken_away_again() {
        file.change(_ -> config("work"));
        Plan.Before before = context.before();

        String name = add(context, "state");

        assertThat(name).isEqualTo("rehearsal");
        assertThat(file.read().currentContext()).isEqualTo("rehearsal");
        context.remove(Optional.of(plan(before, "rehearsal")));
        assertThat(file.read()).isEqualTo(config("work"));
    }

    @Test
    void a_persons_comments_outlive_it() throws IOException {
        String own =
                """
                # mine
                current-context: work
                contexts:
                  # at work
                  work:
                    server: https://work:7443 # by VPN
                """;
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file.path(), own);
        Plan.Before before = context.before();

        String name = add(context, "state");
        context.remove(Optional.of(plan(before, name)));

        assertThat(file.path()).hasContent(own);
    }

    @Test
    void what_a_person_wrote_in_braces_outlives_it() throws IOException {
        String own = "contexts: {work: {ca: ca.pem}} # mine\n";
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file.path(), own);
        Plan.Before before = context.before();

        String name = add(context, "state");
        context.remove(Optional.of(plan(before, name)));

        assertThat(told).isEmpty();
        assertThat(file.path()).hasContent(own);
    }

    @Test
    void a_persons_own_context_of_that_name_is_left_alone() {
        file.change(_ -> config("rehearsal"));
        Plan.Before before = context.before();

        String name = add(context, "state");

        assertThat(name).isEqualTo("rehearsal-2");
        assertThat(file.read().contexts()).containsEntry("rehearsal", OWN);
        context.remove(Optional.of(plan(before, name)));
        assertThat(file.read()).isEqualTo(config("rehearsal"));
    }

    @Test
    void adding_it_again_changes_nothing() {
        file.change(_ -> config("rehearsal"));
        add(context, "state");
        LabctlConfig once = file.read();

        String name = add(context, "state");

        assertThat(name).isEqualTo("rehearsal-2");
        assertThat(file.read()).isEqualTo(once);
    }

    @Test
    void two_rehearsals_have_one_each_and_may_go_in_any_order() {
        RehearsalContext second = of("second");
        Plan.Before before = context.before();
        add(context, "state");
        Plan.Before between = second.before();
        add(second, "second");
        assertThat(second.isUsualNameTaken()).isTrue();

        context.remove(Optional.of(plan(before, "rehearsal")));
        assertThat(second.isUsualNameTaken()).isFalse();
        assertThat(file.read().currentContext()).isEqualTo("rehearsal-2");
        second.remove(Optional.of(plan(between, "rehearsal-2")));

        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void a_config_that_was_not_there_before_is_gone_afterwards() {
        Plan.Before before = context.before();
        add(context, "state");

        context.remove(Optional.of(plan(before, "rehearsal")));

        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void without_a_plan_it_is_known_by_its_key() {
        file.change(_ -> config("work"));
        add(context, "state");

        context.remove(Optional.empty());

        assertThat(file.read().contexts()).containsOnlyKeys("work");
        assertThat(file.read().currentContext()).isEqualTo("work");
        assertThat(told).isEmpty();
    }

    @Test
    void without_a_plan_a_person_with_several_contexts_is_told_to_choose() {
        file.change(
                _ -> config("work").with("home", new ContextConfig(null, "ca.pem", null, null)));
        add(context, "state");

        context.remove(Optional.empty());

        assertThat(file.read().currentContext()).isNull();
        assertThat(told).singleElement().asString().contains("'labctl config use-context NAME'");
    }

    @Test
    void where_there_is_none_nothing_is_written() {
        context.remove(Optional.empty());

        assertThat(Files.exists(file.path())).isFalse();
    }

    @Test
    void a_persons_own_context_with_the_same_key_stays() {
        file.change(_ -> config("work"));
        Plan.Before before = context.before();
        String name = add(context, "state");
        ContextConfig added = Objects.requireNonNull(file.read().contexts().get(name));
        file.change(now -> now.with("lab", added));

        assertThat(context.nameFor(plan(before, name))).isEqualTo("rehearsal");
        context.remove(Optional.of(plan(before, name)));

        assertThat(file.read()).isEqualTo(config("work").with("lab", added));
    }

    @Test
    void without_a_plan_a_persons_own_context_with_the_same_key_stays() {
        String name = add(context, "state");
        ContextConfig added = Objects.requireNonNull(file.read().contexts().get(name));
        file.change(now -> now.with("lab", added));

        context.remove(Optional.empty());

        assertThat(file.read().contexts()).containsOnlyKeys("lab");
    }

    @Test
    void a_folder_that_was_there_before_stays() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Plan.Before before = context.before();
        String name = add(context, "state");

        context.remove(Optional.of(plan(before, name)));

        assertThat(folder.resolve("home")).isEmptyDirectory();
    }

    @Test
    void what_a_killed_start_left_of_a_folder_that_it_made_goes() throws IOException {
        new StateFolder(folder.resolve("state")).configFolder().claim();
        Files.createDirectories(folder.resolve("home"));
        Files.createFile(folder.resolve("home/.config.yaml.lock"));

        context.remove(Optional.empty());

        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void without_a_plan_no_empty_config_is_left_behind() {
        add(context, "state");

        context.remove(Optional.empty());

        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void an_empty_config_that_was_there_before_stays() throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(file.path(), "contexts: {}\n");
        Plan.Before before = context.before();
        add(context, "state");

        context.remove(Optional.of(plan(before, "rehearsal")));

        assertThat(file.exists()).isTrue();
        assertThat(file.read()).isEqualTo(LabctlConfig.EMPTY);
    }

    private String add(RehearsalContext context, String state) {
        String name = context.nameFor(plan(context.before(), null));
        context.add(name, labd(state));
        return name;
    }

    private static Plan plan(Plan.Before before, @Nullable String context) {
        return new Plan(3, 7443, 1, before, context);
    }

    private RehearsalContext of(String state) {
        var standing = new StateFolder(folder.resolve(state));
        standing.create();
        return new RehearsalContext(file.path(), standing, told::add);
    }

    private Target labd(String state) {
        Path admin = folder.resolve(state).resolve("labd/admin");
        return Target.of(
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
