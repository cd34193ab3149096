package io.labctl.catalog.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON form of everything on the wire: the parts of a record in their order, the keys of
 * maps sorted, nulls left out, unknown fields ignored (an old agent meets a new labd), unknown
 * resource types refused. The same value always gives the same bytes.
 */
public final class WireJson {
    private static final int DEEPEST = 64;

    private WireJson() {}

    public static JsonMapper mapper() {
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                        .build();
        return JsonMapper.builder(factory)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    /**
     * Reads a record that came from elsewhere, and makes sure that nothing is missing in it.
     *
     * @param what it is, for the refusal: {@code request body}
     * @throws InvalidInput naming what is wrong and where
     */
    public static <T> T read(JsonMapper json, byte[] bytes, Class<T> type, String what) {
        return complete(() -> json.readValue(bytes, type), what);
    }

    /** The same for a type with parameters, such as {@code Items<ServerView>}. */
    public static <T> T read(JsonMapper json, byte[] bytes, TypeReference<T> type, String what) {
        return complete(() -> json.readValue(bytes, type), what);
    }

    private static <T> T complete(Supplier<@Nullable T> reading, String what) {
        try {
            T value = reading.get();
            if (value == null) {
                throw new InvalidInput("%s is empty".formatted(what));
            }
            Completeness.missing(value)
                    .ifPresent(
                            field -> {
                                throw InvalidInput.inField(
                                        field, "%s lacks '%s'".formatted(what, field));
                            });
            return value;
        } catch (JacksonException e) {
            throw refusal(what, e);
        }
    }

    /**
     * What a person should read of a parse error: the problem and its line, without class names.
     */
    public static InvalidInput refusal(String what, JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInput rule) {
                return new InvalidInput("%s: %s".formatted(what, rule.sentence()), e);
            }
            if (cause instanceof NullPointerException) {
                return new InvalidInput("%s is not complete".formatted(what), e);
            }
        }
        if (e instanceof InvalidTypeIdException unknown) {
            return new InvalidInput(
                    "%s has the unknown type '%s'%s"
                            .formatted(
                                    what,
                                    Printable.of(String.valueOf(unknown.getTypeId())),
                                    at(unknown)),
                    e);
        }
        if (e instanceof MismatchedInputException mismatch) {
            return new InvalidInput("%s has the wrong form%s".formatted(what, at(mismatch)), e);
        }
        var at = e.getLocation();
        String where =
                at == null || at.getLineNr() < 1
                        ? ""
                        : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
        String problem = e.getOriginalMessage().lines().findFirst().orElse("not readable");
        return new InvalidInput(
                "%s is not valid: %s%s".formatted(what, Printable.whole(problem), where), e);
    }

    /** Where in the document, as a path such as {@code resources[2].id}, and in which line. */
    private static String at(MismatchedInputException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        String where = path.isEmpty() ? "" : " at '%s'".formatted(Printable.of(path.toString()));
        var location = e.getLocation();
        return location == null || location.getLineNr() < 1
                ? where
                : where
                        + " (line %d, column %d)"
                                .formatted(location.getLineNr(), location.getColumnNr());
    }
}
