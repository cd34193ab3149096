package io.labctl.master.openapi;

import io.labctl.catalog.api.Problem;
import io.labctl.master.identity.Allows;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an endpoint can answer: what it says itself, and what holds for all of its form. */
final class Responses {
    private static final Map<String, Object> RETRY_AFTER =
            Map.of(
                    "Retry-After",
                    Map.of(
                            "description",
                            "in seconds (RFC 9110, section 10.2.3)",
                            "schema",
                            Map.of("type", "integer")));

    private final Schemas schemas;

    Responses(Schemas schemas) {
        this.schemas = schemas;
    }

    /** By their status. */
    Map<String, Object> of(Method method) {
        var responses = new TreeMap<String, Object>();
        problem(responses, 400, 406, 500, 503);
        if (method.isAnnotationPresent(Allows.class)
                && method.getAnnotation(Allows.class).value() != Allows.Audience.ANYONE) {
            problem(responses, 401, 403);
        }
        if (has(method, PathParam.class)) {
            problem(responses, 404);
        }
        if (body(method).isPresent()) {
            problem(responses, 408, 413, 415);
        }
        said(method, responses);
        return responses;
    }

    /** The parameter that a request's body becomes. */
    static Optional<Parameter> body(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getAnnotations().length == 0)
                .findFirst();
    }

    private static boolean has(Method method, Class<? extends Annotation> annotation) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(annotation));
    }

    private void said(Method method, Map<String, Object> responses) {
        Answers[] answers = method.getAnnotationsByType(Answers.class);
        for (Answers answer : answers) {
            put(responses, answer.status(), method, answer.value());
        }
        Type body = method.getGenericReturnType();
        if (answers.length == 0 && body == Response.class) {
            throw new IllegalArgumentException("%s does not say what it answers".formatted(method));
        }
        if (answers.length == 0) {
            put(responses, body == void.class ? 204 : 200, method, body);
        }
    }

    private void problem(Map<String, Object> responses, int... statuses) {
        for (int status : statuses) {
            responses.put(
                    String.valueOf(status), response(status, Problem.MEDIA_TYPE, Problem.class));
        }
    }

    private void put(Map<String, Object> responses, int status, Method method, Type body) {
        String media = body == Problem.class ? Problem.MEDIA_TYPE : media(method);
        responses.put(String.valueOf(status), response(status, media, body));
    }

    private Map<String, Object> response(int status, String media, Type body) {
        var response = new LinkedHashMap<String, Object>();
        response.put("description", description(status));
        if (status == 429 || status == 503) {
            response.put("headers", RETRY_AFTER);
        }
        if (body != void.class && body != Void.class) {
            response.put("content", Map.of(media, Map.of("schema", schemas.of(body))));
        }
        return response;
    }

    private static String description(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }

    private static String media(Method method) {
        Produces here = method.getAnnotation(Produces.class);
        Produces produces =
                here == null ? method.getDeclaringClass().getAnnotation(Produces.class) : here;
        return produces == null ? MediaType.APPLICATION_JSON : produces.value()[0];
    }
}
