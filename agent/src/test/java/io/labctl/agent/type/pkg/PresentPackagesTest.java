package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentPackagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"../../tmp/x", "--root=/tmp", "*", "", "a b"})
    void what_is_no_package_name_is_refused_before_any_program_runs(String name) {
        var packages = new FakePackages();

        assertThatThrownBy(() -> new PresentPackages(packages).named(List.of("dpkg", name)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("package '%s' is not a package's name", name);

        assertThat(packages.queries()).isZero();
    }
}
