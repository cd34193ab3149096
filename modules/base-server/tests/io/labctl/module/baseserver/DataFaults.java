package io.labctl.module.baseserver;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.yaml.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What is told about a data file of a Debian machine. */
final class DataFaults {
    private static final Parameters<BaseServer> PARAMETERS = Parameters.of(BaseServer.class);
    private static final Node NODE =
            new Node(
                    AgentId.parse("lab://agent/lab/dev/web1"),
                    "web",
                    Map.of(),
                    new Facts(Map.of("os", Map.of("name", "Debian", "family", "Debian"))));

    private DataFaults() {}

    static List<String> in(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        var layer = (Value.Fields) YamlDocument.read("data/common.yaml", bytes).root();
        var bound = PARAMETERS.bindModule("base-server", List.of(layer), Place.in("none"));
        return switch (bound.forNode(NODE)) {
            case Binding.Ready<BaseServer> _ -> List.of();
            case Binding.Refused<BaseServer>(var faults) ->
                    faults.stream().map(DataFaults::told).toList();
        };
    }

    private static String told(Fault fault) {
        return "%s:%d: %s".formatted(fault.file(), fault.line(), fault.message());
    }
}
