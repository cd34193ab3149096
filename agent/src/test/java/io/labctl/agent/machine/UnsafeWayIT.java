package io.labctl.agent.machine;

import static io.labctl.agent.apply.Wanted.directory;
import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.Wanted.noFile;
import static io.labctl.agent.apply.Wanted.validated;
import static io.labctl.agent.apply.WantedCatalog.catalog;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ada has a home directory, and root an agent that manages something in it. */
class UnsafeWayIT {
    private static final int ADA = 61001;
    private static final int BOB = 61002;

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "other uids need root");
        machine = new TestMachine(folder);
        make("/home", 0);
        make("/home/ada", ADA);
        make("/root", 0);
        machine.write("/root/key", "secret\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/root", "../../root", "own/../../../root", "own/./../.././../root"})
    void a_link_of_adas_does_not_lead_to_what_is_roots(String target) throws IOException {
        make("/home/ada/own", ADA);
        link("/home/ada/ssh", target, ADA);

        for (Resource each :
                List.of(
                        file("/home/ada/ssh/key", "mine\n"),
                        noFile("/home/ada/ssh/key"),
                        directory("/home/ada/ssh/d", null),
                        new SymlinkResource("/home/ada/ssh/l", Presence.PRESENT, "x"))) {
            assertThat(machine.noop(each).getFirst().reason())
                    .startsWith("the way to '/home/ada/ssh' is not safe: '")
                    .contains("belongs to uid 61001 and leads to '")
                    .endsWith(
                            "' of uid 0: name a place to which only root or its owner can change"
                                    + " the way");
            assertThat(machine.apply(each).getFirst().reason()).contains("is not safe");
        }

        assertThat(machine.read("/root/key")).isEqualTo("secret\n");
        assertThat(machine.at("/root")).isDirectoryContaining("glob:**/key");
        assertThat(filesIn("/root")).containsExactly("key");
    }

    @Test
    void a_link_of_adas_leads_to_what_is_her_own() throws IOException {
        make("/home/ada/new", ADA);
        link("/home/ada/old", "new", ADA);

        assertThat(apply(file("/home/ada/old/conf", "x\n")).reason()).isNull();

        assertThat(machine.read("/home/ada/new/conf")).isEqualTo("x\n");
        assertThat(apply(file("/home/ada/old/conf", "x\n")).changes()).isEmpty();
    }

    @Test
    void a_link_of_roots_may_lead_into_her_home() throws IOException {
        link("/srv", "/home/ada", 0);

        assertThat(apply(file("/srv/conf", "x\n")).reason()).isNull();

        assertThat(machine.read("/home/ada/conf")).isEqualTo("x\n");
    }

    @Test
    void a_directory_of_roots_in_her_home_is_no_other_place() throws IOException {
        make("/home/ada/app", 0);

        assertThat(apply(file("/home/ada/app/conf", "x\n")).reason()).isNull();

        assertThat(machine.read("/home/ada/app/conf")).isEqualTo("x\n");
    }

    @Test
    void a_directory_of_bobs_in_her_home_is_another_ones() throws IOException {
        make("/home/ada/bobs", BOB);

        assertThat(apply(file("/home/ada/bobs/conf", "x\n")).reason())
                .isEqualTo(
                        "the way to '/home/ada/bobs' is not safe: '/home/ada' belongs to uid 61001"
                                + " and leads to '/home/ada/bobs' of uid 61002: name a place to"
                                + " which only root or its owner can change the way");
        assertThat(filesIn("/home/ada/bobs")).isEmpty();
    }

    @Test
    void in_a_directory_for_everybody_a_link_of_hers_is_not_roots() throws IOException {
        make("/tmp", 0);
        Files.setAttribute(machine.at("/tmp"), "unix:mode", 01777);
        link("/tmp/app", "../root", ADA);

        assertThat(apply(file("/tmp/app/key", "mine\n")).reason()).contains("is not safe");
        assertThat(machine.read("/root/key")).isEqualTo("secret\n");
    }

    @Test
    void a_link_that_is_exchanged_between_looking_and_acting_is_seen() throws IOException {
        make("/home/ada/app", ADA);
        FileResource wanted = file("/home/ada/app/key", "mine\n");
        ResourceType<FileResource, ?> type = type(wanted);

        assertThat(changes(type, wanted)).isNotEmpty();
        Files.delete(machine.at("/home/ada/app"));
        link("/home/ada/app", "/root", ADA);

        assertThat(apply(type, wanted)).contains("is not safe");
        assertThat(machine.read("/root/key")).isEqualTo("secret\n");
    }

    @Test
    void a_directory_that_is_exchanged_in_the_midst_of_the_work_stays_the_one_that_was_found()
            throws IOException {
        make("/home/ada/app", ADA);

        try (Places places = new Root(machine.at("/")).places()) {
            Path place = places.of("/home/ada/app/key");
            Files.move(machine.at("/home/ada/app"), machine.at("/home/ada/away"));
            link("/home/ada/app", "/root", ADA);
            Files.writeString(place, "mine\n");
        }

        assertThat(machine.read("/root/key")).isEqualTo("secret\n");
        assertThat(machine.read("/home/ada/away/key")).isEqualTo("mine\n");
    }

    @Test
    void what_is_put_in_the_place_of_the_candidate_becomes_nobody_elses() throws IOException {
        Path home = machine.at("/home/ada");
        try (Places places = new Root(machine.at("/")).places();
                Candidate candidate = Candidate.beside(places.of("/home/ada/tool"))) {
            Files.move(home.resolve(".tool.lab-agent"), home.resolve("moved"));
            Files.createDirectory(home.resolve(".tool.lab-agent"));
            Files.writeString(home.resolve(".tool.lab-agent/new"), "hers\n");
            Files.setAttribute(home.resolve(".tool.lab-agent/new"), "unix:uid", ADA);

            candidate.write("roots\n".getBytes(StandardCharsets.UTF_8));
            new Access("0", "0", "4755").giveTo(candidate.path(), Accounts.read(new Root(home)));
            candidate.moveIntoPlace();
        }

        assertThat(machine.read("/home/ada/tool")).isEqualTo("roots\n");
        assertThat(Files.getAttribute(home.resolve("tool"), "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(home.resolve(".tool.lab-agent/new"), "unix:uid"))
                .isEqualTo(ADA);
    }

    @Test
    void a_candidate_that_a_killed_run_left_in_her_home_is_cleared() throws IOException {
        Files.createDirectory(machine.at("/home/ada/.conf.lab-agent"));
        Files.setAttribute(machine.at("/home/ada/.conf.lab-agent"), "unix:mode", 0700);
        machine.write("/home/ada/.conf.lab-agent/new", "half");

        assertThat(apply(file("/home/ada/conf", "x\n")).reason()).isNull();
        assertThat(apply(validated("/home/ada/conf", "y\n", "true", "{file}")).reason())
                .isNotNull();

        assertThat(filesIn("/home/ada")).containsExactly("conf");
        assertThat(machine.commands().run()).containsExactly("true /home/ada/.conf.lab-agent/new");
    }

    @Test
    void a_directory_of_hers_in_the_way_of_the_candidate_is_told() throws IOException {
        make("/home/ada/.conf.lab-agent", ADA);

        assertThat(apply(file("/home/ada/conf", "x\n")).reason())
                .isEqualTo("'.conf.lab-agent' stands in the way; remove it by hand first");
    }

    @Test
    void no_handle_is_left_open() throws IOException {
        make("/home/ada/new", ADA);
        link("/home/ada/old", "new", ADA);
        link("/home/ada/ssh", "../../root", ADA);
        apply(file("/home/ada/old/conf", "x\n"));
        List<String> before = handles();

        machine.noop(file("/home/ada/old/conf", "y\n"), file("/home/ada/ssh/key", "y\n"));
        machine.apply(file("/home/ada/old/conf", "z\n"), file("/home/ada/ssh/key", "z\n"));

        assertThat(handles()).hasSameSizeAs(before);
    }

    private void make(String path, int uid) throws IOException {
        Files.createDirectory(machine.at(path));
        Files.setAttribute(machine.at(path), "unix:uid", uid);
    }

    private void link(String path, String target, int uid) throws IOException {
        Files.createSymbolicLink(machine.at(path), Path.of(target));
        Files.setAttribute(machine.at(path), "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> filesIn(String path) throws IOException {
        try (Stream<Path> all = Files.list(machine.at(path))) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    private static List<String> handles() throws IOException {
        var open = new ArrayList<String>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            all.forEach(each -> open.add(each.toString()));
        }
        return open;
    }

    @SuppressWarnings("unchecked") // the type of a file takes files
    private ResourceType<FileResource, ?> type(FileResource wanted) {
        return (ResourceType<FileResource, ?>) machine.types().of(wanted);
    }

    private static <S> List<Change> changes(ResourceType<FileResource, S> type, FileResource wanted)
            throws IOException {
        return type.plan(wanted, requireNonNull(type.observe(List.of(wanted)).get(wanted)));
    }

    private static String apply(ResourceType<FileResource, ?> type, FileResource wanted)
            throws IOException {
        try {
            type.apply(wanted, List.of(Change.of("ensure", "absent", "file")));
            return "applied";
        } catch (io.labctl.catalog.error.LabException e) {
            return e.sentence();
        }
    }

    private ResourceReport apply(Resource wanted) {
        return machine.apply(catalog(wanted), false).getFirst();
    }
}
