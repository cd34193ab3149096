package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.kernel.CLibrary;
import io.labctl.catalog.module.Plan;
import io.labctl.master.compile.Bindings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleClassesTest {
    private final ModuleClasses classes = new ModuleClasses(Map.of(), List.of());

    @Test
    void the_module_api_is_found() throws ClassNotFoundException {
        assertThat(classes.loadClass(Plan.class.getName())).isEqualTo(Plan.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {Bindings.class, CLibrary.class})
    void neither_the_rest_of_labd_nor_a_door_to_the_kernel_is(Class<?> hidden) {
        assertThatThrownBy(() -> classes.loadClass(hidden.getName()))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
