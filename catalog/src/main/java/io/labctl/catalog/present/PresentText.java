package io.labctl.catalog.present;

import io.labctl.catalog.name.Visible;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.yaml.YamlText;
import java.util.List;
import java.util.stream.Collectors;
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
        return YamlText.of(resources.stream().map(each -> tree(json, each)).toList());
    }

    private static Object tree(JsonMapper json, Resource resource) {
        return json.readValue(json.writeValueAsBytes(resource), Object.class);
    }
}
