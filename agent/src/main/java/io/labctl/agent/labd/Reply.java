package io.labctl.agent.labd;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An answer of labd, with its body in plain. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Reply(int status, Optional<String> etag, byte[] body, boolean isProblem) {
    static Reply of(HttpResponse<byte[]> response, int limit) {
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("ETag").map(Reply::unquoted),
                plain(response, limit),
                response.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith(Problem.MEDIA_TYPE))
                        .isPresent());
    }

    /** The problem document, when it is one. */
    public Optional<Problem> problem(JsonMapper json) {
        if (!isProblem) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(body, Problem.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Why labd did not do as asked, as one sentence. */
    public String refusal(JsonMapper json) {
        return problem(json)
                .map(problem -> sentence(problem))
                .orElse("labd answered with status %d".formatted(status));
    }

    private static String sentence(Problem problem) {
        var parts = new ArrayList<String>();
        parts.add(problem.detail() == null ? problem.title() : problem.detail());
        parts.addAll(problem.errors());
        return String.join("; ", parts.stream().map(Reply::oneLine).toList());
    }

    static String oneLine(String text) {
        return text.length() > 500 || text.chars().anyMatch(Character::isISOControl)
                ? Printable.of(text)
                : text;
    }

    static List<String> lines(List<String> texts) {
        return texts.stream().map(Reply::oneLine).toList();
    }

    private static String unquoted(String etag) {
        boolean quoted = etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"");
        return quoted ? etag.substring(1, etag.length() - 1) : etag;
    }

    private static byte[] plain(HttpResponse<byte[]> response, int limit) {
        boolean gzip =
                response.headers()
                        .firstValue("Content-Encoding")
                        .filter("gzip"::equalsIgnoreCase)
                        .isPresent();
        return gzip ? unzipped(response.body(), limit) : response.body();
    }

    private static byte[] unzipped(byte[] gzip, int limit) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] plain = in.readNBytes(limit + 1);
            if (plain.length > limit) {
                throw new Unavailable("labd's answer is larger than %d bytes".formatted(limit));
            }
            return plain;
        } catch (IOException e) {
            throw new Unavailable("labd's answer was cut short", e);
        }
    }
}
