package io.labctl.catalog.module.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TagsTest {
    /** With a tag and without. */
    public record Web() implements LabModule {
        @Override
        public void install(Node node, Plan plan) {
            plan.pkg("nginx").tag("site:main", "front").tag("front");
        }

        @Override
        public void configure(Node node, Plan plan) {
            plan.file("/etc/motd").content("x\n");
        }
    }

    /** With a tag that is none. */
    public record Shouting() implements LabModule {
        @Override
        public void install(Node node, Plan plan) {
            plan.pkg("nginx").tag("Main Site");
        }
    }

    @Test
    void a_resource_has_its_module_type_phase_and_address_as_tags_besides_its_own() {
        TestedCatalog catalog = CatalogOf.module(Web.class).compile();

        assertThat(catalog.entry("package[nginx]").everyTag())
                .containsExactly(
                        "site:main", "front", "web", "package", "install", "package[nginx]");
        assertThat(catalog.entry("file[/etc/motd]").everyTag())
                .containsExactly("web", "file", "configure", "file[/etc/motd]");
    }

    @Test
    void only_tags_of_its_own_are_sent() {
        Catalog catalog = CatalogOf.module(Web.class).compile().catalog();
        byte[] bytes = CatalogBytes.of(catalog, WireJson.mapper()).bytes();

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .containsOnlyOnce("\"tags\"")
                .contains("\"tags\":[\"site:main\",\"front\"]");
        assertThat(WireJson.read(WireJson.mapper(), bytes, Catalog.class, "catalog"))
                .isEqualTo(catalog);
        assertThat(catalog.withoutSecrets()).isEqualTo(catalog);
    }

    @Test
    void a_tag_that_is_none_is_a_fault_with_its_line() {
        assertThat(CatalogOf.module(Shouting.class).compile().faults())
                .singleElement()
                .asString()
                .contains("TagsTest.java:")
                .endsWith(
                        "tag 'Main Site' is not of small letters, digits, and _ : . - after the"
                                + " first");
        assertThatThrownBy(() -> new io.labctl.catalog.Tag("a,b")).isInstanceOf(InvalidInput.class);
    }
}
