package io.labctl.agent.labd;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Printable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An answer of labd, with its body in plain. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Reply(int status, Optional<String> etag, byte[] body, boolean isProblem) {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(.*)\"");

    static Reply of(HttpResponse<byte[]> response, int limit) {
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("ETag").map(Reply::opaque),
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
        String sentence =
                problem(json).stream().flatMap(Reply::parts).collect(Collectors.joining("; "));
        return sentence.isEmpty() ? "labd answered with status %d".formatted(status) : sentence;
    }

    /** What a labd of another version left out is empty. */
    private static Stream<String> parts(Problem problem) {
        Optional<String> detail =
                Stream.of(problem.detail(), problem.title())
                        .filter(each -> !each.isBlank())
                        .findFirst();
        return Stream.concat(detail.stream().map(Reply::oneLine), faults(problem).stream());
    }

    static List<String> faults(Problem problem) {
        return problem.errors().stream()
                .filter(each -> !each.isBlank())
                .map(Reply::oneLine)
                .toList();
    }

    static String oneLine(String text) {
        return Printable.of(text, 500);
    }

    /** What the tag says, whether it is a weak or a strong one (RFC 9110, section 8.8.3). */
    private static String opaque(String etag) {
        Matcher tag = TAG.matcher(etag);
        return tag.matches() ? tag.group(1) : etag;
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
