package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Modules that declare much, with time enough for it. */
class LargeModulesIT extends SiteModules {
    @Override
    Duration compileTime() {
        return Duration.ofMinutes(1);
    }

    @Test
    void a_catalog_of_too_many_bytes_is_told_with_the_module_that_has_most_of_it()
            throws IOException {
        module("light", "plan.file(\"/etc/light\").content(\"x\");");
        module(
                "weighty",
                """
                String mebibyte = "x".repeat(1 << 20);
                for (int i = 0; i < 17; i++) plan.file("/etc/f" + i).content(mebibyte);
                """);

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .matches(
                        "module weighty: declares 178\\d{5} bytes of a catalog that has 178\\d{5} bytes, and labd takes 16777216"
                                + " \\(16 MiB\\): give large files by source\\(\\), which sends only their hash");
    }

    @Test
    void as_many_resources_as_a_module_may_declare_are_taken() throws IOException {
        module(
                "crowd",
                """
                for (int i = 0; i < 20_000; i++) plan.file("/etc/f" + i).mode("0644").owner("root").group("root").content("x");
                """);

        assertThat(faults(WEB)).isEmpty();
    }
}
