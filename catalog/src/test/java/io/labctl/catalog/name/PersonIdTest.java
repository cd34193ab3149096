package io.labctl.catalog.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonIdTest {
    @Test
    void a_person_is_written_as_in_its_certificate() {
        assertThat(PersonId.parse("lab://user/ada")).hasToString("lab://user/ada");
        assertThat(PersonId.parse("lab://user/ada").name()).isEqualTo(new DnsLabel("ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "lab://agent/a/b/c", "lab://user/", "lab://user/a/b"})
    void anything_else_is_refused(String uri) {
        assertThatThrownBy(() -> PersonId.parse(uri)).isInstanceOf(InvalidInput.class);
    }
}
