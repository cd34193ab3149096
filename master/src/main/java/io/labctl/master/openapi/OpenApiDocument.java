package io.labctl.master.openapi;

import io.labctl.master.identity.Allows;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Draws an OpenAPI 3.1 description from endpoint classes, so that it cannot say anything else than
 * they do.
 */
public final class OpenApiDocument {
    private static final String SCHEMA = "schema";

    private final Schemas schemas = new Schemas();
    private final Responses responses = new Responses(schemas);
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    private OpenApiDocument() {}

    /**
     * The whole document, ready to be written as JSON.
     *
     * @param version of labd
     */
    public static Map<String, Object> of(List<Class<?>> endpoints, String version) {
        var document = new OpenApiDocument();
        endpoints.stream()
                .filter(endpoint -> endpoint.isAnnotationPresent(Path.class))
                .sorted(Comparator.comparing(Class::getName))
                .forEach(document::add);
        return document.whole(version);
    }

    private Map<String, Object> whole(String version) {
        var whole = new LinkedHashMap<String, Object>();
        whole.put("openapi", "3.1.0");
        whole.put("info", Map.of("title", "labd", "version", version));
        whole.put("paths", paths);
        whole.put("components", Map.of("schemas", schemas.named()));
        return whole;
    }

    private void add(Class<?> endpoint) {
        String base = endpoint.getAnnotation(Path.class).value();
        Arrays.stream(endpoint.getDeclaredMethods())
                .sorted(Comparator.comparing(Method::getName))
                .forEach(
                        method ->
                                verb(method)
                                        .ifPresent(
                                                verb ->
                                                        paths.computeIfAbsent(
                                                                        path(base, method),
                                                                        _ -> new TreeMap<>())
                                                                .put(
                                                                        verb,
                                                                        operation(
                                                                                endpoint,
                                                                                method))));
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(found -> found.value().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static String path(String base, Method method) {
        Path below = method.getAnnotation(Path.class);
        String joined = below == null ? base : base + "/" + below.value();
        return "/"
                + String.join(
                        "/",
                        Arrays.stream(joined.split("/")).filter(part -> !part.isEmpty()).toList());
    }

    private Map<String, Object> operation(Class<?> endpoint, Method method) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put(
                "operationId",
                endpoint.getSimpleName().replace("Resource", "") + "." + method.getName());
        Allows allows = method.getAnnotation(Allows.class);
        String audience =
                allows == null ? "nobody" : allows.value().name().toLowerCase(Locale.ROOT);
        operation.put("x-audience", audience);
        var parameters = new ArrayList<Map<String, Object>>();
        for (Parameter parameter : method.getParameters()) {
            parameter(parameter).ifPresent(parameters::add);
        }
        Responses.body(method)
                .ifPresent(
                        body ->
                                operation.put(
                                        "requestBody",
                                        Map.of(
                                                "required",
                                                true,
                                                "content",
                                                content(body.getParameterizedType()))));
        operation.put("parameters", parameters);
        operation.put("responses", responses.of(method));
        return operation;
    }

    private Optional<Map<String, Object>> parameter(Parameter parameter) {
        for (Annotation each : parameter.getAnnotations()) {
            switch (each) {
                case PathParam path -> {
                    return described(path.value(), "path", parameter);
                }
                case QueryParam query -> {
                    return described(query.value(), "query", parameter);
                }
                case HeaderParam header -> {
                    return described(header.value(), "header", parameter);
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private Optional<Map<String, Object>> described(String name, String in, Parameter parameter) {
        return Optional.of(
                Map.of(
                        "name",
                        name,
                        "in",
                        in,
                        "required",
                        in.equals("path"),
                        SCHEMA,
                        schemas.of(parameter.getParameterizedType())));
    }

    private Map<String, Object> content(Type type) {
        return Map.of("application/json", Map.of(SCHEMA, schemas.of(type)));
    }
}
