package io.labctl.catalog.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {
    private static final String LONGEST_LABEL = "a".repeat(63);

    @Test
    void a_name_may_be_as_long_as_dns_has_them() {
        String longest = (LONGEST_LABEL + ".").repeat(3) + "a".repeat(61);

        assertThat(new ServerName(longest).value()).hasSize(253);
    }

    @Test
    void a_name_that_is_too_long_is_told_the_limit() {
        assertThatThrownBy(() -> new ServerName("a.".repeat(127)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("' has 254 characters, more than the 253 of DNS");
    }

    @Test
    void a_label_that_is_too_long_is_told_the_limit() {
        assertThatThrownBy(() -> new ServerName("web." + LONGEST_LABEL + "a.lab"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("' has a label of 64 characters, more than the 63 of DNS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Web", "a..b", "a.", "-a", "a-", "a_b"})
    void any_other_name_is_told_what_may_stand_in_it(String name) {
        assertThatThrownBy(() -> new ServerName(name))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "server name '%s' is not made of plain DNS labels (a-z, 0-9, inner"
                                + " hyphens, joined by dots)",
                        name);
    }
}
