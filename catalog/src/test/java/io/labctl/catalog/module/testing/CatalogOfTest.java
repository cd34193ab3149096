package io.labctl.catalog.module.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.ResourceId;
import org.junit.jupiter.api.Test;

class CatalogOfTest {
    record Site(String contact) implements LabModule {
        Site {
            if (contact.isEmpty()) {
                throw InvalidInput.inField("contact", "a site has somebody to call");
            }
        }

        @Override
        public void configure(Node node, Plan plan) {
            plan.file("/srv/CONTACT").content(contact);
        }
    }

    record Web(int port) implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.file("/srv/port")
                    .content("%d on %s".formatted(port, node.text("os.name")))
                    .after(new ResourceId("file", "/srv/CONTACT"));
        }
    }

    @Test
    void what_a_module_needs_is_compiled_with_it_for_the_same_machine() {
        var catalog =
                CatalogOf.module(Web.class)
                        .with("port", 80)
                        .needs(CatalogOf.module(Site.class).with("contact", "ops"))
                        .onDebian12()
                        .compile();

        assertThat(catalog.addresses()).containsExactly("file[/srv/CONTACT]", "file[/srv/port]");
        assertThat(catalog.text("/srv/port")).isEqualTo("80 on Debian");
    }

    @Test
    void without_it_the_address_is_not_known() {
        assertThat(CatalogOf.module(Web.class).with("port", 80).onDebian12().compile().faults())
                .singleElement()
                .asString()
                .endsWith("file[/srv/port] comes after file[/srv/CONTACT], which nothing declares");
    }

    @Test
    void what_is_wrong_with_each_of_them_is_told() {
        var catalog =
                CatalogOf.module(Web.class)
                        .with("port", 1.5)
                        .needs(CatalogOf.module(Site.class).with("contact", ""))
                        .compile();

        assertThat(catalog.faults())
                .containsExactly(
                        "module site: the test: parameter 'contact': a site has somebody to call",
                        "module web: the test: parameter 'port' is '1.5', not a whole number");
    }
}
