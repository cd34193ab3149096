package io.labctl.agent.present;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.AbsolutePath;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresentLookTest {
    @Test
    void one_that_cannot_be_read_hides_no_other() throws IOException {
        var links =
                new Links(
                        Map.of(
                                "/b", new AccessDeniedException("/b"),
                                "/c", new IOException("Input/output error"),
                                "/d", new UncheckedIOException(new MalformedInputException(1)),
                                "/e", new NotFound("no user 'ada' on this machine")));

        var found = (Looked.Found) look(links, null);

        assertThat(found.resources()).containsExactly(link("/a"), link("/f"));
        assertThat(found.leftOut())
                .containsExactly(
                        "symlink '/b' is left out: '/b': permission denied",
                        "symlink '/c' is left out: input/output error",
                        "symlink '/d' is left out: input length = 1",
                        "symlink '/e' is left out: no user 'ada' on this machine");
    }

    @Test
    void what_can_be_the_name_of_no_resource_cannot_be_shown() throws IOException {
        assertThat(look(new Links(Map.of()), "/a\nb"))
                .isInstanceOfSatisfying(
                        Looked.NameNeeded.class,
                        refused -> assertThat(refused.reason()).contains("has control characters"));
    }

    @Test
    void one_that_is_asked_for_by_its_name_says_why_it_cannot_be_told() {
        var links = new Links(Map.of("/b", new AccessDeniedException("/b")));

        assertThatThrownBy(() -> look(links, "/b")).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void a_program_that_does_not_answer_is_not_asked_for_each() {
        var links = new Links(Map.of("/b", new Unavailable("systemctl took too long")));

        assertThatThrownBy(() -> look(links, null)).isInstanceOf(Unavailable.class);
        assertThat(links.asked).hasSize(1);
    }

    @Test
    void a_look_that_is_given_up_ends() {
        var links = new Links(Map.of("/b", new InterruptedIOException("cat was stopped")));

        assertThatThrownBy(() -> look(links, null)).isInstanceOf(InterruptedIOException.class);
        assertThat(links.asked).hasSize(1);
    }

    @Test
    void what_is_not_there_is_said_also_where_no_names_are_to_be_had() throws IOException {
        var links = new Links(Map.of("names", new AccessDeniedException("/etc/names")));

        assertThat(look(links, "/g"))
                .isEqualTo(new Looked.NotThere("this machine has no symlink '/g'"));
    }

    @Test
    void what_can_be_no_name_is_not_looked_for() throws IOException {
        var links = new Links(Map.of());

        assertThat(look(links, "etc/motd"))
                .isEqualTo(
                        new Looked.NameNeeded(
                                "path 'etc/motd' is not absolute and plain, such as /etc/motd"));
        assertThat(links.asked).isEmpty();
    }

    @Test
    void whoever_only_looks_is_not_told_to_remove_anything() throws IOException {
        var other = Conflict.until("'/b' is a file, not a symlink", "remove it by hand first");
        var links = new Links(Map.of("/b", other));

        assertThatThrownBy(() -> look(links, "/b")).hasMessage("'/b' is a file, not a symlink");
        assertThat(((Looked.Found) look(links, null)).leftOut())
                .containsExactly("symlink '/b' is left out: '/b' is a file, not a symlink");
    }

    private static Looked look(Links links, @Nullable String name) throws IOException {
        return new PresentLook(new TreeMap<>(Map.of("symlink", links))).look("symlink", name);
    }

    private static Resource link(String name) {
        return new SymlinkResource(name, Presence.PRESENT, "/target");
    }

    /** Some of them have trouble. */
    private static final class Links implements Present {
        private static final List<String> THERE = List.of("/a", "/b", "/c", "/d", "/e", "/f");

        private final Map<String, Exception> troubles;
        private final List<Collection<String>> asked = new ArrayList<>();

        Links(Map<String, Exception> troubles) {
            this.troubles = troubles;
        }

        @Override
        public void requireName(String name) {
            new AbsolutePath(name);
        }

        @Override
        public List<Resource> named(Collection<String> names) throws IOException {
            asked.add(names);
            for (String name : names) {
                meet(name);
            }
            return names.stream().filter(THERE::contains).map(PresentLookTest::link).toList();
        }

        @Override
        public Optional<List<String>> names() throws IOException {
            meet("names");
            return Optional.of(THERE);
        }

        private void meet(String name) throws IOException {
            switch (troubles.get(name)) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case null, default -> {}
            }
        }
    }
}
