package io.labctl.agent;

import static io.labctl.agent.OneAgent.AGENT;
import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.apply.Wanted.file;
import static io.labctl.agent.apply.WantedCatalog.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.Phase;
import io.labctl.catalog.Tag;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are told to take a part of the catalog. */
@Timeout(60)
class LabAgentTagsTest {
    private static final Resource BASE = file("/etc/base", "x\n");
    private static final Resource CONF = file("/etc/web.conf", "x\n");
    private static final Resource SITE = file("/etc/web.site", "x\n");
    private static final Resource OTHER = file("/etc/a, b", "x\n");

    @RegisterExtension static final OneAgent agent = new OneAgent();

    private final List<Manner> manners = new ArrayList<>();

    @BeforeEach
    void aCatalogOfTwoModules() throws Exception {
        agent.enrolled();
        agent.labd()
                .answers(
                        CATALOG,
                        Answer.catalog(
                                catalog(
                                        entry(BASE),
                                        entry(CONF, BASE),
                                        of("web", SITE, CONF, new Tag("site:main")),
                                        of("other", OTHER, BASE))));
        agent.applies(
                (_, manner, _) -> {
                    manners.add(manner);
                    return List.of();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web             | /etc/base /etc/web.conf /etc/web.site",
                "site:main       | /etc/base /etc/web.conf /etc/web.site",
                "other           | /etc/base /etc/a,_b",
                "file[/etc/base] | /etc/base",
                "file[/etc/a, b] | /etc/base /etc/a,_b",
                "other,site:main | /etc/base /etc/web.conf /etc/web.site /etc/a,_b",
                "health          | /etc/base /etc/web.conf /etc/web.site",
                "file            | /etc/base /etc/web.conf /etc/web.site /etc/a,_b",
            })
    void a_run_takes_what_has_one_of_the_tags_and_what_that_depends_on(String tags, String paths) {
        assertThat(agent.labAgent("run", "--once", "--tags", tags)).isZero();

        Set<ResourceId> only = manners.getFirst().only();
        assertThat(only)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(paths.split(" "))
                                .map(path -> new ResourceId("file", path.replace('_', ' ')))
                                .toList());
    }

    @Test
    void the_report_and_the_status_say_what_the_run_was_about() {
        agent.labAgent("run", "--once", "--tags", "web,other", "--tags", "web");

        assertThat(agent.report().tags()).containsExactly("web", "other");
        assertThat(agent.out()).contains("Notice: Applied only web, other of the catalog (");
        agent.labAgent("status");
        assertThat(agent.out()).contains(" s, only web, other\n");
    }

    @Test
    void a_run_without_tags_takes_all() {
        agent.labAgent("run", "--once");

        assertThat(manners.getFirst().only()).isNull();
        assertThat(agent.report().tags()).isNull();
    }

    @Test
    void a_tag_that_nothing_has_is_told_with_the_nearest_and_nothing_is_applied() {
        assertThat(agent.labAgent("run", "--once", "--tags", "web,othr")).isEqualTo(1);

        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: nothing in the catalog has the tag 'othr', did you mean"
                                + " 'other'?; nothing is applied\n");
        assertThat(agent.out()).doesNotContain("applying");
        assertThat(manners).isEmpty();
        assertThat(agent.reports()).isEmpty();
        assertThat(agent.folder().resolve("state/runs/begun.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"basee | file[/etc/base]", "web.conf | file[/etc/web.conf]"})
    void the_name_of_a_file_alone_is_no_tag_and_its_address_is_told(String tag, String address) {
        agent.labAgent("run", "--once", "--tags", tag);

        assertThat(agent.err())
                .isEqualTo(
                        "lab-agent: nothing in the catalog has the tag '%s', did you mean '%s'?; nothing is applied\n"
                                .formatted(tag, address));
    }

    @Test
    void tags_are_for_a_single_run() {
        assertThat(agent.labAgent("run", "--tags", "web")).isEqualTo(2);
        assertThat(agent.err()).contains("--tags needs --once");
        assertThat(agent.labAgent("run", "--once", "--tags", ",")).isEqualTo(2);
        assertThat(agent.err()).contains("--tags names no tag");
    }

    private static CatalogEntry of(String module, Resource resource, Resource after, Tag... tags) {
        return new CatalogEntry(
                resource,
                module,
                module.equals("web") ? Phase.HEALTH : Phase.CONFIGURE,
                List.of(after.id()),
                List.of(),
                List.of(),
                List.of(tags));
    }

    private static byte[] catalog(CatalogEntry... entries) {
        var catalog = new Catalog(Catalog.FORMAT, AGENT, List.of(), List.of(entries));
        return CatalogBytes.of(catalog, WireJson.mapper()).bytes();
    }
}
