package io.labctl.agent.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Missing;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SymlinkResource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which change may bring what is missing. */
class BroughtByTest {
    private static final Resource FOLDER = Wanted.directory("/srv/d", null);
    private static final Resource USER = Wanted.user("ada", "/bin/sh", List.of());
    private static final Resource GROUP = Wanted.group("ada", 4711L);
    private static final Resource LINK = new SymlinkResource("/srv/l", Presence.PRESENT, "d");
    private static final Resource ANY = Wanted.exec("any", "/bin/true");

    @Test
    void an_account_comes_by_its_own_resource_or_a_program() {
        assertThat(bringing(Missing.user("ada"))).containsExactly(USER, ANY);
        assertThat(bringing(Missing.user("lee"))).containsExactly(ANY);
        assertThat(new BroughtBy(Missing.user("lee")).mayBe(Wanted.line("/etc/passwd", "x", null)))
                .isTrue();
    }

    @Test
    void a_group_comes_with_the_account_of_its_name_too() {
        assertThat(bringing(Missing.group("ada"))).containsExactly(USER, GROUP, ANY);
        assertThat(bringing(Missing.group("crew"))).containsExactly(ANY);
    }

    @Test
    void a_directory_comes_by_its_own_name_over_a_link_or_as_a_home() {
        assertThat(bringing(directory("/srv/d"))).containsExactly(FOLDER, USER, LINK, ANY);
        assertThat(bringing(directory("/var/link/d"))).containsExactly(FOLDER, USER, LINK, ANY);
        assertThat(bringing(directory("/srv/d/e"))).containsExactly(USER, LINK, ANY);
    }

    @Test
    void a_program_comes_as_a_file_that_can_be_executed() {
        Missing program = new Missing(Missing.Kind.PROGRAM, "/srv/p", "no program");

        assertThat(bringing(program)).containsExactly(LINK, ANY);
        assertThat(new BroughtBy(program).mayBe(Wanted.file("/srv/p", "x"))).isTrue();
        assertThat(new BroughtBy(program).mayBe(Wanted.file("/srv/q", "x"))).isFalse();
        assertThat(new BroughtBy(program).mayBe(Wanted.file("/srv/q", (Content) null, "0755")))
                .isTrue();
    }

    private static List<Resource> bringing(Missing missing) {
        return List.of(FOLDER, USER, GROUP, LINK, ANY).stream()
                .filter(new BroughtBy(missing)::mayBe)
                .toList();
    }

    private static Missing directory(String path) {
        return new Missing(Missing.Kind.DIRECTORY, path, "no directory");
    }
}
