package io.labctl.master;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.openapi.OpenApiDocument;
import jakarta.ws.rs.Path;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds every answer that a test gets against the description that labd serves of itself. */
final class DescribedRoutes {
    private static final JsonNode PATHS = document().get("paths");

    private DescribedRoutes() {}

    /** Fails when the route is described and this status is not among its answers. */
    static void check(HttpRequest request, int status) {
        String method = request.method().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, JsonNode> path : PATHS.properties()) {
            JsonNode route = path.getValue().get(method);
            if (route != null
                    && request.uri().getRawPath().matches(pattern(path.getKey()))
                    && !route.get("responses").has(String.valueOf(status))) {
                throw new AssertionError(
                        "status %d of %s %s is not in openapi.json"
                                .formatted(status, request.method(), path.getKey()));
            }
        }
    }

    private static String pattern(String path) {
        return path.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+");
    }

    private static JsonNode document() {
        List<Class<?>> endpoints =
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("io.labctl.master")
                                .stream()
                                .filter(each -> each.isAnnotatedWith(Path.class))
                                .<Class<?>>map(each -> each.reflect())
                                .toList();
        var json = WireJson.mapper();
        return json.readTree(json.writeValueAsString(OpenApiDocument.of(endpoints, "1.2.3")));
    }
}
