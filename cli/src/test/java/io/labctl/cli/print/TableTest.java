package io.labctl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_are_as_wide_as_their_widest_cell() {
        var table = new Table(List.of("NAME", "ROLE"));
        table.row(List.of("a", "worker"));
        table.row(List.of("longer", ""));

        assertThat(table.lines())
                .containsExactly("NAME     ROLE", "a        worker", "longer   <none>");
    }

    @Property
    void a_row_is_one_line_whatever_its_cells_hold(@ForAll String cell) {
        var table = new Table(List.of("NAME"));
        table.row(List.of(cell));

        assertThat(table.lines()).hasSize(2);
        assertThat(table.lines().get(1).chars()).noneMatch(Character::isISOControl);
    }
}
