package io.labctl.master.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.labctl.catalog.wire.WireJson;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What labd says about its own interface. */
class OpenApiDocumentTest {
    private static final List<Class<?>> ENDPOINTS = endpoints();
    private static final JsonNode DOCUMENT = document();

    @Test
    void it_is_an_openapi_document_with_the_version_of_labd() {
        assertThat(DOCUMENT.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(DOCUMENT.at("/info/title").asString()).isEqualTo("labd");
        assertThat(DOCUMENT.at("/info/version").asString()).isEqualTo("1.2.3");
    }

    @Test
    void every_endpoint_is_in_it_under_its_path_and_method() {
        List<String> missing = new ArrayList<>();
        for (Class<?> endpoint : ENDPOINTS) {
            for (Method method : endpoint.getDeclaredMethods()) {
                verbs(method)
                        .filter(
                                verb ->
                                        DOCUMENT.get("paths")
                                                .path(path(endpoint, method))
                                                .path(verb)
                                                .isMissingNode())
                        .forEach(verb -> missing.add(verb + " " + path(endpoint, method)));
            }
        }

        assertThat(ENDPOINTS).hasSizeGreaterThan(8);
        assertThat(missing).isEmpty();
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = DOCUMENT.findValuesAsString("$ref");

        assertThat(references).hasSizeGreaterThan(10);
        for (String reference : new HashSet<>(references)) {
            assertThat(reference).startsWith("#/");
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
    }

    @Test
    void every_schema_is_used_and_says_something() {
        Set<String> used = new HashSet<>(DOCUMENT.findValuesAsString("$ref"));

        DOCUMENT.at("/components/schemas")
                .forEachEntry(
                        (name, schema) -> {
                            assertThat(used).contains("#/components/schemas/" + name);
                            assertThat(schema.isEmpty()).as(name).isFalse();
                        });
    }

    @Test
    void every_operation_has_a_name_of_its_own_and_says_who_may_use_it() {
        List<String> names = DOCUMENT.findValuesAsString("operationId");

        assertThat(names).doesNotHaveDuplicates();
        assertThat(DOCUMENT.findValuesAsString("x-audience"))
                .hasSameSizeAs(names)
                .isSubsetOf("anyone", "agents", "people", "replicas");
    }

    @Test
    void every_variable_of_a_path_is_described() {
        DOCUMENT.get("paths")
                .forEachEntry(
                        (path, operations) -> {
                            for (String part : path.split("/", -1)) {
                                if (part.startsWith("{")) {
                                    operations.forEach(
                                            operation ->
                                                    assertThat(
                                                                    operation
                                                                            .get("parameters")
                                                                            .findValuesAsString(
                                                                                    "name"))
                                                            .as(path)
                                                            .contains(
                                                                    part.substring(
                                                                            1, part.length() - 1)));
                                }
                            }
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "post, /agent/v1/catalog, 200 304 400 401 403 404 406 408 413 415 422 500 503",
        "get, /agent/v1/files/{sha256}, 200 206 400 401 403 404 406 416 500 503",
        "post, /agent/v1/reports, 204 400 401 403 406 408 409 413 415 429 500 503",
        "post, /agent/v1/enroll, 201 400 403 406 408 409 413 415 500 503",
        "delete, /api/v1/servers/{name}, 204 400 401 403 404 406 500 503",
        "get, /health, 200 400 406 500 503"
    })
    void every_answer_of_a_route_is_in_it(String verb, String path, String statuses) {
        assertThat(DOCUMENT.get("paths").get(path).get(verb).get("responses").propertyNames())
                .containsExactly(statuses.split(" ", -1));
    }

    @Test
    void every_answer_says_its_media_type() {
        assertThat(media("/agent/v1/files/{sha256}", "200"))
                .containsExactly("application/octet-stream");
        assertThat(media("/agent/v1/files/{sha256}", "404"))
                .containsExactly("application/problem+json");
        assertThat(media("/healthz", "200")).containsExactly("text/plain");
        assertThat(media("/ca.pem", "200")).containsExactly("application/x-pem-file");
    }

    private static Collection<String> media(String path, String status) {
        return DOCUMENT.get("paths")
                .get(path)
                .get("get")
                .get("responses")
                .get(status)
                .get("content")
                .propertyNames();
    }

    @Test
    void two_drawings_are_the_same_text() {
        assertThat(WireJson.mapper().writeValueAsString(OpenApiDocument.of(ENDPOINTS, "1")))
                .isEqualTo(
                        WireJson.mapper()
                                .writeValueAsString(OpenApiDocument.of(ENDPOINTS.reversed(), "1")));
    }

    private static JsonNode document() {
        var json = WireJson.mapper();
        return json.readTree(json.writeValueAsString(OpenApiDocument.of(ENDPOINTS, "1.2.3")));
    }

    private static List<Class<?>> endpoints() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.labctl.master")
                        .stream()
                        .filter(each -> each.isAnnotatedWith(Path.class))
                        .<Class<?>>map(each -> each.reflect())
                        .toList();
    }

    private static Stream<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
                .filter(each -> each != null)
                .map(each -> each.value().toLowerCase(java.util.Locale.ROOT));
    }

    private static String path(Class<?> endpoint, Method method) {
        String base = endpoint.getAnnotation(Path.class).value();
        Path below = method.getAnnotation(Path.class);
        return (below == null ? base : base + "/" + below.value())
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }
}
