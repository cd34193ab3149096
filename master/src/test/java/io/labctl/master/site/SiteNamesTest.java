package io.labctl.master.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that would be ignored in silence for their names. */
class SiteNamesTest extends WithSite {
    private static final AgentId DB1 = AgentId.parse("lab://agent/lab/dev/db1");

    @Test
    void data_for_a_cloud_or_environment_that_the_site_does_not_have_are_told() throws IOException {
        write("site.yaml", "clouds: {lab: {environments: [dev, prod]}, aws: }");
        write("data/clouds/labb.yaml", "");
        write("data/clouds/README.md", "");
        write("data/environments/lab/dev.yaml", "");
        write("data/environments/lab/prdo.yaml", "");
        write("data/environments/aws/anything.yaml", "");
        write("data/environments/azure/dev.yaml", "");

        assertThat(faults())
                .containsExactly(
                        "data/clouds/labb.yaml: is for no cloud of site.yaml, did you mean"
                                + " 'lab.yaml'?",
                        "data/environments/azure: is for no cloud of site.yaml, known are aws, lab",
                        "data/environments/lab/prdo.yaml: is for no environment of cloud 'lab' in"
                                + " site.yaml, did you mean 'prod.yaml'?");
    }

    @Test
    void a_site_that_names_no_clouds_may_have_data_for_any() throws IOException {
        write("data/clouds/any.yaml", "");
        write("data/environments/any/pr-1.yaml", "");

        assertThat(faults()).isEmpty();
    }

    @Test
    void a_file_in_the_place_of_a_folder_is_told() throws IOException {
        Files.delete(folder.resolve("data"));
        write("data", "");

        assertThat(faults()).containsExactly("data: is not a folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data", "data/clouds", "data/environments", "data/roles", "data/servers"})
    void a_folder_that_is_a_link_to_itself_is_told_once(String name) throws IOException {
        Path link = folder.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, link.getFileName());

        assertThat(faults()).containsExactly(name + ": is not a folder");
    }

    @Test
    void a_clouds_folder_that_is_a_link_to_itself_is_told_once() throws IOException {
        Path folders = Files.createDirectory(folder.resolve("data/environments"));
        Files.createSymbolicLink(folders.resolve("lab"), Path.of("lab"));

        assertThat(faults()).containsExactly("data/environments/lab: is not a folder");
    }

    /** The folders were looked at within the last second, the server's own file not yet. */
    @ParameterizedTest
    @ValueSource(strings = {"servers", "nowhere"})
    void a_folder_that_is_cut_between_two_looks_leaves_no_layer_out_in_silence(String target)
            throws IOException {
        write("data/servers/db1.yaml", "");
        assertThat(faults()).isEmpty();
        Files.delete(folder.resolve("data/servers/db1.yaml"));
        Files.delete(folder.resolve("data/servers"));
        Files.createSymbolicLink(folder.resolve("data/servers"), Path.of(target));

        ServerData found = site.of(DB1, new DnsLabel("db"));

        assertThat(sentences(found)).containsExactly("data/servers: is not a folder");
        assertThat(found.isWhole()).isFalse();
    }

    @Test
    void a_file_that_is_almost_a_layer_is_told_to_those_whom_it_seems_to_be_for()
            throws IOException {
        write("data/servers/web1.yamll", "");
        write("data/servers/Web1.yaml", "");
        write("data/servers/db1.json", "");
        write("data/roles/web.yml", "");
        write("data/roles/web.yaml", "");

        assertThat(faults())
                .containsExactly(
                        "data/roles/web.yml: is not read, only 'web.yaml' beside it is",
                        "data/servers/Web1.yaml: is not read, did you mean 'web1.yaml'?",
                        "data/servers/web1.yamll: is not read, did you mean 'web1.yaml'?");
        assertThat(sentences(site.of(DB1, new DnsLabel("db"))))
                .containsExactly("data/servers/db1.json: is not read, did you mean 'db1.yaml'?");
    }

    @Test
    void a_name_that_no_layer_can_have_is_told_to_all() throws IOException {
        write("data/servers/web_1.yaml", "");
        write("data/roles/lab/web.yaml", "");

        assertThat(sentences(site.of(DB1, new DnsLabel("db"))))
                .containsExactly(
                        "data/roles/lab: is not read, did you mean 'lab.yaml'?",
                        "data/servers/web_1.yaml: is not read: its name is not of a-z, 0-9 and"
                                + " inner hyphens");
    }

    @Test
    void nothing_but_a_server_has_dots_in_its_name() throws IOException {
        write("data/roles/web.prod.yaml", "");
        write("data/clouds/lab.eu.yaml", "");
        write("data/environments/lab/dev.eu.yaml", "");

        assertThat(faults())
                .containsExactly(
                        "data/clouds/lab.eu.yaml: is not read, did you mean 'lab.yaml'?",
                        "data/environments/lab/dev.eu.yaml: is not read, did you mean 'dev.yaml'?",
                        "data/roles/web.prod.yaml: is not read, did you mean 'web.yaml'?");
    }

    @Test
    void a_server_with_dots_in_its_name_has_its_own_file() throws IOException {
        write("data/servers/web1.example.org.yaml", "");
        write("data/servers/web1.example.org.yml", "");

        assertThat(faults()).isEmpty();
        assertThat(faultsOf("lab://agent/lab/dev/web1.example.org")).hasSize(1);
    }

    @Test
    void what_editors_and_people_leave_beside_the_data_hurts_nobody() throws IOException {
        for (String folder : List.of("", "data/", "data/clouds/", "data/roles/", "data/servers/")) {
            for (String stray :
                    List.of(
                            "README",
                            "README.md",
                            ".git/HEAD",
                            ".web1.yaml.swp",
                            "web1.yaml~",
                            "web1.yaml.bak",
                            "web1.yaml.orig",
                            "#web1.yaml#")) {
                write(folder + stray, "");
            }
        }

        assertThat(faults()).isEmpty();
    }

    @Test
    void an_environment_outside_of_a_clouds_folder_is_told() throws IOException {
        write("data/environments/dev.yaml", "");
        write("data/environments/lab/Dev.yaml", "");

        assertThat(faults())
                .containsExactly(
                        "data/environments/dev.yaml: is not the folder of a cloud, which holds"
                                + " <environment>.yaml",
                        "data/environments/lab/Dev.yaml: is not read, did you mean 'dev.yaml'?");
    }

    @Test
    void a_site_without_its_data_folder_is_no_empty_one() throws IOException {
        Files.delete(folder.resolve("data"));
        assertThat(faults())
                .containsExactly(
                        "data: folder is not there, make it, with a common.yaml that may be empty");

        write("dta/common.yaml", "");
        clock.advance(Duration.ofSeconds(1));
        assertThat(faults()).containsExactly("data: folder is not there, did you mean 'dta'?");
    }

    @Test
    void another_spelling_of_the_site_file_is_told() throws IOException {
        write("site.yml", "");
        assertThat(faults()).containsExactly("site.yml: is not read, did you mean 'site.yaml'?");

        write("site.yaml", "");
        clock.advance(Duration.ofSeconds(1));
        assertThat(faults())
                .containsExactly("site.yml: is not read, only 'site.yaml' beside it is");
    }

    @Test
    void an_unknown_layer_is_told_with_the_nearest() throws IOException {
        write("data/role/web.yaml", "");
        write("data/common.yml", "");

        assertThat(faults())
                .containsExactly(
                        "data/common.yml: is no layer of data, did you mean 'common.yaml'?",
                        "data/role: is no layer of data, did you mean 'roles'?");
    }

    @Test
    void a_wrong_name_is_told_until_it_is_mended() throws IOException {
        write("data/servers/web1.yml", "");
        assertThat(faults()).hasSize(1);

        Files.delete(folder.resolve("data/servers/web1.yml"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(faults()).isEmpty();
    }
}
