package io.labctl.catalog.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.labctl.catalog.error.InvalidInput;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The one JSON form of everything on the wire: the parts of a record in their order, the keys of
 * maps sorted, nulls left out, missing parts refused, unknown fields ignored (an old agent meets a
 * new labd), unknown resource types refused. The same value always gives the same bytes.
 */
public final class WireJson {
    private static final int DEEPEST = 64;

    private WireJson() {}

    public static JsonMapper mapper() {
        return mapper(Long.MAX_VALUE);
    }

    /**
     * For what comes from somebody who may not be trusted with this program's memory.
     *
     * @param mostTokens brackets, names and values in one document
     */
    public static JsonMapper mapper(long mostTokens) {
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEEPEST)
                                        .maxTokenCount(mostTokens)
                                        .build())
                        .build();
        return JsonMapper.builder(factory)
                .annotationIntrospector(new RequiredParts())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(LogicalType.Textual, WireJson::textOnly)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    /** A number or a truth value where text belongs is a mistake. */
    private static void textOnly(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * The same for people, as all programs print it: indented by two spaces, without a last line
     * feed.
     */
    public static String indented(JsonMapper json, Object value) {
        var indent = new DefaultIndenter("  ", "\n");
        var printer =
                new DefaultPrettyPrinter()
                        .withSeparators(
                                Separators.createDefaultInstance()
                                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                                        .withObjectEmptySeparator("")
                                        .withArrayEmptySeparator(""))
                        .withObjectIndenter(indent)
                        .withArrayIndenter(indent);
        return json.writer().with(printer).writeValueAsString(value);
    }

    /**
     * Reads a record that came from elsewhere, and makes sure that nothing is missing in it.
     *
     * @param what it is, for the refusal: {@code request body}
     * @throws InvalidInput naming what is wrong and where
     */
    public static <T> T read(JsonMapper json, byte[] bytes, Class<T> type, String what) {
        return complete(json, bytes, parser -> json.readValue(parser, type), what);
    }

    /** The same for a type with parameters, such as {@code Items<ServerView>}. */
    public static <T> T read(JsonMapper json, byte[] bytes, TypeReference<T> type, String what) {
        return complete(json, bytes, parser -> json.readValue(parser, type), what);
    }

    private static <T> T complete(
            JsonMapper json, byte[] bytes, Function<JsonParser, @Nullable T> reading, String what) {
        try (JsonParser parser = json.createParser(bytes)) {
            T value = parsed(parser, reading, what);
            if (value == null) {
                throw new InvalidInput("%s is empty".formatted(what));
            }
            return value;
        }
    }

    private static <T> @Nullable T parsed(
            JsonParser parser, Function<JsonParser, @Nullable T> reading, String what) {
        try {
            return reading.apply(parser);
        } catch (JacksonException e) {
            throw Refusal.of(what, e, parser.currentLocation());
        }
    }

    /** What a person should read of a parse error: the problem and where it is. */
    public static InvalidInput refusal(String what, JacksonException e) {
        return Refusal.of(what, e, null);
    }
}
