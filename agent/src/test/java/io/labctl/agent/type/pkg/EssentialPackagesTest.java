package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.Conflict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EssentialPackagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                WARNING: The following essential packages will be removed.
                This should NOT be done unless you know exactly what you are doing!
                  libc6 (due to bash) bash
                """,
                " Problem: The operation would result in removing the following protected"
                        + " packages: libc6, bash\n",
                "Problem: The operation would result in removing of the following protected"
                        + " packages: libc6\n",
                "Problem: The operation would result in removing of the following running kernel:"
                        + " libc6\n"
            })
    void the_first_one_is_named(String told) {
        assertThatThrownBy(() -> EssentialPackages.requireKept(new Finished(100, told, "", false)))
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "package 'libc6' is essential to this machine and is not removed: leave out"
                                + " what would remove it");
    }
}
