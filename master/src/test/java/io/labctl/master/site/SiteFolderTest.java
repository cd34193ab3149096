package io.labctl.master.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SiteFolderTest extends WithSite {
    @Test
    void faults_of_the_map_hide_no_faults_of_the_data() throws IOException {
        write("site.yaml", "cluods: {}\nclouds: {Lab: }\nclouds: {}\n");
        write("data/common.yaml", "- x");
        write("data/roles/web.yaml", "base-server: [");
        write("data/role/web.yaml", "");

        assertThat(faults())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("site.yaml:1: unknown key 'cluods'"),
                        two -> assertThat(two).startsWith("site.yaml:2: name 'Lab'"),
                        three -> assertThat(three).startsWith("site.yaml:3: key 'clouds' stands"),
                        four -> assertThat(four).startsWith("data/role: is no layer of data"),
                        five -> assertThat(five).startsWith("data/common.yaml:1: file holds"),
                        six -> assertThat(six).startsWith("data/roles/web.yaml:1: file is not"));
    }

    @Test
    void layers_come_broadest_first() throws IOException {
        write("data/servers/web1.yaml", "base-server: {motd: s}");
        write("data/environments/lab/dev.yaml", "base-server: {motd: e}");

        assertThat(site.of(WEB1, WEB).layers())
                .map(DataFile::name)
                .containsExactly(
                        "data/common.yaml",
                        "data/clouds/lab.yaml",
                        "data/environments/lab/dev.yaml",
                        "data/roles/web.yaml",
                        "data/servers/web1.yaml");
    }

    @Test
    void a_site_without_a_map_takes_any_cloud() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void clouds_may_be_described_or_just_listed() throws IOException {
        write(
                "site.yaml",
                """
                clouds:
                  lab:
                    description: The rack in the cellar
                    environments: [dev, prod]
                  aws:
                    environments:
                      dev: For trying out
                      prod:
                  namespaces:
                """);

        assertThat(faults()).isEmpty();
        assertThat(faultsOf("lab://agent/aws/prod/web1")).isEmpty();
        assertThat(faultsOf("lab://agent/namespaces/pr-123/web1")).isEmpty();
    }

    @Test
    void an_unknown_cloud_or_environment_names_the_site_file() throws IOException {
        write("site.yaml", "clouds: {lab: {environments: [dev]}}");

        assertThat(faultsOf("lab://agent/labb/dev/web1"))
                .containsExactly(
                        "site.yaml: server 'web1' is in cloud 'labb', which is not in this site,"
                                + " did you mean 'lab'?");
        assertThat(faultsOf("lab://agent/lab/production/web1"))
                .containsExactly(
                        "site.yaml: server 'web1' is in environment 'production' of cloud 'lab',"
                                + " which is not in this site, known are dev");
    }

    @Test
    void an_unknown_key_of_the_site_file_is_told_with_the_nearest() throws IOException {
        write("site.yaml", "cluods: {}");

        assertThat(faults())
                .containsExactly("site.yaml:1: unknown key 'cluods', did you mean 'clouds'?");
    }

    @Test
    void a_cloud_or_environment_that_stands_twice_is_told_with_both_lines() throws IOException {
        write(
                "site.yaml",
                """
                clouds:
                  lab:
                    environments:
                      - prod
                      - dev
                      - prod
                  lab:
                """);

        assertThat(faults())
                .containsExactly(
                        "site.yaml:6: environment 'prod' stands twice, first in line 4",
                        "site.yaml:7: key 'lab' stands twice, first in line 2");
    }

    @Test
    void an_environment_without_a_name_is_told_with_its_line() throws IOException {
        write("site.yaml", "clouds:\n  lab:\n    environments:\n      - dev\n      - [prod]\n");

        assertThat(faults()).containsExactly("site.yaml:5: an environment is a list, not its name");
    }

    @Test
    void a_link_that_leads_back_to_itself_is_told_without_the_systems_words() throws IOException {
        Path file = folder.resolve("data/common.yaml");
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of("common.yaml"));

        assertThat(faults())
                .containsExactly("data/common.yaml: file is a link that leads back to itself");
    }

    @Test
    void a_broken_file_stops_only_whom_it_is_for() throws IOException {
        write("data/roles/web.yaml", "base-server: [");

        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith("data/roles/web.yaml:1: file is not YAML");
        assertThat(site.of(WEB1, new DnsLabel("db")).faults()).isEmpty();
    }

    @Test
    void a_layer_is_a_map_of_maps() throws IOException {
        write("data/common.yaml", "- x");
        write("data/roles/web.yaml", "base-server: x");

        assertThat(faults())
                .containsExactly(
                        "data/common.yaml:1: file holds a list, not a map of modules",
                        "module base-server: data/roles/web.yaml:1: is given 'x', not a map of"
                                + " parameters");
    }

    @Test
    void a_bad_name_in_the_site_file_is_told_with_its_line() throws IOException {
        write(
                "site.yaml",
                "clouds:\n  lab:\n  La_b:\n    environments:\n      - dev\n      - Prod\n");

        assertThat(faults())
                .containsExactly(
                        "site.yaml:3: name 'La_b' is not a plain DNS label: use 1 to 63 of a-z, 0-9"
                                + " and inner hyphens",
                        "site.yaml:6: name 'Prod' is not a plain DNS label: use 1 to 63 of a-z, 0-9"
                                + " and inner hyphens");
    }

    @Test
    void a_place_that_the_site_does_not_have_is_refused() throws IOException {
        write("site.yaml", "clouds: {lab: {environments: [dev]}, namespaces: }");

        site.checkPlace(new DnsLabel("lab"), new DnsLabel("dev"));
        site.checkPlace(new DnsLabel("namespaces"), new DnsLabel("pr-123"));
        assertThatThrownBy(() -> site.checkPlace(new DnsLabel("lba"), new DnsLabel("dev")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("cloud 'lba' is not in this site, did you mean 'lab'?");
        assertThatThrownBy(() -> site.checkPlace(new DnsLabel("lab"), new DnsLabel("production")))
                .hasMessage(
                        "environment 'production' of cloud 'lab' is not in this site, known are"
                                + " dev");
    }

    @Test
    void while_the_map_is_broken_no_place_is_taken() throws IOException {
        write("site.yaml", "cluods: {}\n");

        assertThatThrownBy(() -> site.checkPlace(new DnsLabel("lba"), new DnsLabel("dev")))
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "cloud 'lba' cannot be looked up while the site is broken: site.yaml:1:"
                                + " unknown key 'cluods', did you mean 'clouds'?");
    }

    @Test
    void while_the_folder_is_away_no_place_is_taken() {
        var gone = new SiteFolder(home.resolve("gone"), clock);

        assertThatThrownBy(() -> gone.checkPlace(new DnsLabel("lba"), new DnsLabel("dev")))
                .isInstanceOf(Conflict.class)
                .hasMessageStartingWith("cloud 'lba' cannot be looked up while the site is broken")
                .hasMessageEndingWith("site folder is not there or may not be read by labd");
    }

    @Test
    void stray_data_keep_no_place_from_being_taken() throws IOException {
        write("site.yaml", "clouds: {lab: }");
        write("data/role/web.yaml", "");

        site.checkPlace(new DnsLabel("lab"), new DnsLabel("dev"));
        assertThat(site.whole().faults()).isNotEmpty();
    }

    @Test
    void what_is_wrong_with_the_data_of_every_server_is_wrong_with_the_site() throws IOException {
        write("data/common.yaml", "- x");
        write("data/roles/web.yaml", "- x");

        assertThat(site.whole().faults())
                .extracting(Fault::sentence)
                .containsExactly("data/common.yaml:1: file holds a list, not a map of modules");
    }

    @Test
    void the_files_of_a_server_are_those_that_are_there() throws IOException {
        write("data/common.yaml", "");
        write("data/servers/web1.yaml", "");
        write("data/servers/wbe1.yaml", "");

        assertThat(site.of(WEB1, WEB).files())
                .containsExactly("data/common.yaml", "data/servers/web1.yaml");
    }

    @Test
    void a_site_that_is_not_there_is_told_and_not_taken_for_an_empty_one() {
        var gone = new SiteFolder(home.resolve("gone"), clock);

        assertThat(sentences(gone.of(WEB1, WEB)))
                .containsExactly(
                        home.resolve("gone")
                                + ": site folder is not there or may not be read by labd");
    }

    @Test
    void a_folder_in_the_place_of_a_file_is_told() throws IOException {
        Files.createDirectories(folder.resolve("data/common.yaml"));

        assertThat(faults()).containsExactly("data/common.yaml: is not a regular file");
    }

    @Test
    void a_change_is_seen_after_a_second() throws IOException {
        write("data/common.yaml", "base-server: {motd: a}");
        DataFile first = common();
        write("data/common.yaml", "base-server: {motd: b}");

        assertThat(common()).isSameAs(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(common()).isNotEqualTo(first);
    }

    @Test
    void a_file_that_was_only_touched_stays_the_same() throws IOException {
        write("data/common.yaml", "base-server: {motd: a}");
        DataFile first = common();
        write("data/common.yaml", "base-server: {motd: a}");
        clock.advance(Duration.ofSeconds(1));

        assertThat(common()).isSameAs(first);
    }

    @Test
    void a_removed_layer_is_empty_again() throws IOException {
        write("data/common.yaml", "base-server: {motd: a}");
        assertThat(common().modules()).isNotEmpty();
        Files.delete(folder.resolve("data/common.yaml"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(common().modules()).isEmpty();
    }

    @Test
    void an_exchanged_link_changes_the_whole_site() throws IOException {
        write("data/common.yaml", "base-server: {motd: a}");
        Path other = Files.createDirectories(home.resolve("other/data"));
        Files.writeString(other.resolve("common.yaml"), "base-server: {motd: b}");
        Path link = Files.createSymbolicLink(home.resolve("current"), folder);
        var linked = new SiteFolder(link, clock);
        DataFile first = linked.of(WEB1, WEB).layers().getFirst();

        Files.delete(link);
        Files.createSymbolicLink(link, home.resolve("other"));
        clock.advance(Duration.ofSeconds(1));

        assertThat(linked.of(WEB1, WEB).layers().getFirst()).isNotEqualTo(first);
    }

    private DataFile common() {
        return site.of(WEB1, WEB).layers().getFirst();
    }
}
