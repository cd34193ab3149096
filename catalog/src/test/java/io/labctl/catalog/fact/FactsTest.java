package io.labctl.catalog.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    private static final Facts FACTS =
            new Facts(
                    Map.of(
                            "os",
                            Map.of("name", "Debian", "release", Map.of("major", "12")),
                            "disks",
                            List.of(Map.of("model", "quick"))));

    @Test
    void a_path_leads_through_maps_and_lists() {
        assertThat(FACTS.at("os.release.major")).contains("12");
        assertThat(FACTS.at("disks.0.model")).contains("quick");
        assertThat(FACTS.at("disks.1.model")).isEmpty();
        assertThat(FACTS.at("os.name.first")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "os.nmae, os.name",
        "oss.name, os.name",
        "os.relaese.majr, os.release.major",
        "disks.0.modle, disks.0.model",
        "oss.nothing-like-it, os",
    })
    void a_misspelt_path_is_told_with_the_whole_one_that_was_meant(String given, String meant) {
        assertThat(FACTS.hint(given)).isEqualTo(", did you mean '%s'?", meant);
    }

    @ParameterizedTest
    @CsvSource({"os.nothing-like-it", "nothing", "disks.7.model", "''", "."})
    void what_resembles_nothing_gets_no_hint(String given) {
        assertThat(FACTS.hint(given)).isEmpty();
    }

    @Test
    void a_fact_that_other_machines_may_have_is_told_apart_from_a_misspelt_one() {
        assertThat(FACTS.lacking("os.nmae"))
                .isEqualTo("unknown fact 'os.nmae', did you mean 'os.name'?");
        assertThat(FACTS.lacking("hypervisors.kvm"))
                .isEqualTo("this machine has no fact 'hypervisors.kvm', there are disks, os");
        assertThat(FACTS.lacking("os.release.codename"))
                .isEqualTo(
                        "this machine has no fact 'os.release.codename', in 'os.release' there are"
                                + " major");
        assertThat(FACTS.lacking("disks.7.size"))
                .isEqualTo(
                        "this machine has no fact 'disks.7.size', 'disks' is a list of 1, counted from 0");
        assertThat(FACTS.lacking("disks.0.nothing"))
                .isEqualTo(
                        "this machine has no fact 'disks.0.nothing', in 'disks.0' there are model");
        assertThat(FACTS.lacking("os.name.x"))
                .isEqualTo("this machine has no fact 'os.name.x', 'os.name' is a single value");
        assertThat(new Facts(Map.of()).lacking("os")).isEqualTo("this machine has no fact 'os'");
    }
}
