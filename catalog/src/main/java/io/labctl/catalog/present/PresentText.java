package io.labctl.catalog.present;

import io.labctl.catalog.name.Visible;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.yaml.YamlText;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is on a machine as people read it, each form ending with a line feed. */
public final class PresentText {
    private PresentText() {}

    /** As a module declares it. */
    public static String java(List<Resource> resources) {
        return resources.stream()
                .flatMap(each -> JavaText.of(each).lines())
                .map(Visible::of)
                .collect(Collectors.joining("\n", "", resources.isEmpty() ? "" : "\n"));
    }

    /** Under the keys of a catalog. */
    public static String yaml(JsonMapper json, List<Resource> resources) {
        return YamlText.quoted(resources.stream().map(each -> values(json, each)).toList());
    }

    private static Object values(JsonMapper json, Resource resource) {
        return json.readValue(json.writeValueAsBytes(resource), Object.class);
    }

    /** Under the keys of a catalog. */
    public static String json(JsonMapper json, List<Resource> resources) {
        return WireJson.indented(json, trees(json, resources)) + "\n";
    }

    /** Each by itself: within a list they would not say their type. */
    private static List<JsonNode> trees(JsonMapper json, List<Resource> resources) {
        return resources.stream().map(json::<JsonNode>valueToTree).toList();
    }
}
