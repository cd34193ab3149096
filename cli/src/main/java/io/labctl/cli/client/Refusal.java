package io.labctl.cli.client;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Visible;
import io.labctl.catalog.wire.WireJson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns an answer that is no success into the error that says it. */
final class Refusal {
    private Refusal() {}

    static LabException of(HttpResponse<byte[]> response) {
        return of(response, response.body());
    }

    static LabException of(HttpResponse<?> response, byte[] body) {
        if (isProblem(response)) {
            try {
                return of(
                        WireJson.read(WireJson.mapper(), body, Problem.class, "problem"),
                        response.statusCode());
            } catch (InvalidInput e) {
                return strange(response, e);
            }
        }
        return strange(response, null);
    }

    static boolean isProblem(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith(Problem.MEDIA_TYPE))
                .isPresent();
    }

    private static LabException of(Problem problem, int status) {
        String sentence = sentence(problem, status);
        String word =
                problem.type().startsWith(Problem.PREFIX)
                        ? problem.type().substring(Problem.PREFIX.length())
                        : "";
        return switch (word) {
            case "invalid-input", "too-large" -> new InvalidInput(sentence);
            case "denied", "unauthenticated" -> new Denied(sentence);
            case "not-found" -> new NotFound(sentence);
            case "unavailable" -> new Unavailable(sentence);
            default -> byStatus(status, sentence);
        };
    }

    private static LabException byStatus(int status, String sentence) {
        return switch (status) {
            case 400, 413 -> new InvalidInput(sentence);
            case 401, 403 -> new Denied(sentence);
            case 404 -> new NotFound(sentence);
            case 502, 503, 504 -> new Unavailable(sentence);
            default -> new Conflict(sentence);
        };
    }

    private static String sentence(Problem problem, int status) {
        String detail = problem.detail().isBlank() ? problem.title() : problem.detail();
        String first =
                detail.isBlank()
                        ? "labd refused with status %d".formatted(status)
                        : Visible.of(detail);
        return problem.errors().stream()
                .map(Visible::of)
                .collect(Collectors.joining("\n  ", first + "\n  ", ""))
                .stripTrailing();
    }

    private static LabException strange(HttpResponse<?> response, @Nullable Throwable cause) {
        URI server = response.uri().resolve("/");
        String sentence =
                "%s answered with status %d and no reason: is this labd?"
                        .formatted(server, response.statusCode());
        return cause == null ? new Unavailable(sentence) : new Unavailable(sentence, cause);
    }
}
