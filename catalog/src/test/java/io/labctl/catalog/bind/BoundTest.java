package io.labctl.catalog.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Origin;
import io.labctl.catalog.module.Traced;
import io.labctl.catalog.name.AgentId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One binding, judged for several nodes. */
class BoundTest {
    private static final Place PLACE = new Place("data/common.yaml", 7, 3);

    record Rack(String text) implements ForNode {
        @Override
        public List<String> objections(Node node) {
            return node.name().equals("web1") ? List.of() : List.of("is for web1 only");
        }
    }

    record Mounted(Rack rack) implements LabModule {}

    record Hasty(String text) implements ForNode {
        @Override
        public List<String> objections(Node node) {
            throw new IllegalStateException("not thought through");
        }
    }

    record Careless(Hasty hasty) implements LabModule {}

    @Test
    void a_value_may_suit_one_node_and_not_another() {
        var bound = bound(Mounted.class, "rack");

        assertThat(bound.forNode(node("web1")))
                .isEqualTo(new Binding.Ready<>(new Mounted(new Rack("r7"))));
        assertThat(faults(bound.forNode(node("db1"))))
                .containsExactly(
                        "module mounted: data/common.yaml:7: parameter 'rack': is for web1 only");
    }

    @Test
    void a_value_that_cannot_be_judged_is_a_fault_in_its_place() {
        assertThat(faults(bound(Careless.class, "hasty").forNode(node("web1"))))
                .containsExactly(
                        "module mounted: data/common.yaml:7: parameter 'hasty': threw"
                                + " IllegalStateException: not thought through");
    }

    @Test
    void a_record_in_a_module_knows_where_it_was_written_and_a_default_does_not() {
        record Shelf(Rack rack, @Default("r1") Rack spare) implements LabModule {}

        var bound = bound(Shelf.class, "rack");

        Traced<Shelf> traced = bound.traced();
        Shelf shelf = traced.module();
        assertThat(shelf).isEqualTo(bound.forAny().orThrow());
        assertThat(traced.origins().of(shelf.rack())).contains(new Origin("data/common.yaml", 7));
        assertThat(traced.origins().of(shelf.spare())).isEmpty();
        assertThat(traced.origins().of(new Rack("r7"))).isEmpty();
    }

    private static <T> Bound<T> bound(Class<T> type, String parameter) {
        var given = (Value.Fields) Value.of(PLACE, Map.of(parameter, "r7"));
        return Parameters.of(type).bindModule("mounted", List.of(given), PLACE);
    }

    private static Node node(String name) {
        var id = AgentId.parse("lab://agent/lab/dev/" + name);
        return new Node(id, "web", Map.of(), new Facts(Map.of()));
    }

    private static List<String> faults(Binding<?> binding) {
        return binding instanceof Binding.Refused<?>(var faults)
                ? faults.stream().map(Fault::sentence).toList()
                : List.of();
    }
}
