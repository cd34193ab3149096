package io.labctl.agent.facts;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.yaml.YamlDocument;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/**
 * Facts as people and programs write them. What has no value is no fact. Of what is none, the place
 * is told and never the text, which may be a secret: a link may lead to any file.
 */
final class FactText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final String NO_NAME = "what is no fact's name: use A-Z a-z 0-9 _ -";

    /** What a fault of YAML quotes of the text. */
    private static final Pattern QUOTED =
            Pattern.compile(
                    "(?<=^(?:alias|anchor|tag|key) )'.*' (?=is not read|stands twice)"
                            + "|(?<=cannot be read) \\(.*",
                    Pattern.DOTALL);

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
            Pattern.compile(
                    "[-+]?(?:\\.[0-9]+|[0-9]+\\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?");

    /** Of two values of one name, nobody can say which is meant. */
    private static final JsonMapper STRICT =
            WireJson.mapper()
                    .rebuild()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private FactText() {}

    /**
     * Plain {@code true}, {@code false} and decimal numbers are such, as in the core schema of YAML
     * 1.2.2, section 10.3; all else is text, and so is what stands in quotes.
     */
    static SortedMap<String, Object> yaml(byte[] bytes) {
        YamlDocument yaml = YamlDocument.read("", bytes);
        if (!yaml.faults().isEmpty()) {
            throw new InvalidInput(
                    yaml.faults().stream()
                            .map(FactText::sentence)
                            .collect(Collectors.joining("; ")));
        }
        switch (yaml.root()) {
            case Value.Fields _, Value.Nothing _ -> {}
            case Value.Items _ -> throw new InvalidInput("it holds a list, not a map of keys");
            case Value.Scalar _ -> throw new InvalidInput("it holds text, not a map of keys");
        }
        yaml.fields().fields().forEach(FactText::checkName);
        return map(yaml.fields());
    }

    /** Whether YAML sees but one text in it that nobody marked as such. */
    static boolean isPlain(byte[] bytes) {
        YamlDocument yaml = YamlDocument.read("", bytes);
        return yaml.faults().isEmpty()
                && yaml.root() instanceof Value.Scalar text
                && !text.quoted();
    }

    /** As of every other form, one with nothing in it is no fault. */
    static SortedMap<String, Object> json(byte[] bytes) {
        refuseLarge(bytes);
        if (isBlank(bytes)) {
            return new TreeMap<>();
        }
        Map<String, Object> values = WireJson.read(STRICT, bytes, Facts.class, "it").values();
        try (JsonParser tokens = STRICT.createParser(bytes)) {
            checkEach(tokens);
        }
        return map(values);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (" \t\r\n".indexOf(each) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What was made of a name or a number no longer knows where it stood. */
    private static void checkEach(JsonParser tokens) {
        Optional<TokenStreamLocation> misnamed = Optional.empty();
        for (JsonToken next = tokens.nextToken(); next != null; next = tokens.nextToken()) {
            if (next == JsonToken.VALUE_NUMBER_FLOAT
                    && Double.isInfinite(tokens.getDoubleValue())) {
                throw at(tokens.currentTokenLocation(), "a number in it is too large");
            }
            if (next != JsonToken.VALUE_NULL && misnamed.isPresent()) {
                throw at(misnamed.get(), "it has " + NO_NAME);
            }
            misnamed =
                    next == JsonToken.PROPERTY_NAME && isMisnamed(tokens)
                            ? Optional.of(tokens.currentTokenLocation())
                            : Optional.empty();
        }
    }

    private static boolean isMisnamed(JsonParser tokens) {
        return tokens.streamReadContext().getNestingDepth() == 1
                && !NAME.matcher(tokens.currentName()).matches();
    }

    private static InvalidInput at(TokenStreamLocation at, String why) {
        return new InvalidInput(
                "%s (line %d, column %d)".formatted(why, at.getLineNr(), at.getColumnNr()));
    }

    /** One {@code name=value} in each line; every value is text. A # begins a comment's line. */
    static SortedMap<String, Object> lines(byte[] bytes) {
        refuseLarge(bytes);
        try {
            return lines(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
        } catch (CharacterCodingException e) {
            throw new InvalidInput("it is not text in UTF-8", e);
        }
    }

    private static SortedMap<String, Object> lines(CharSequence text) {
        SortedMap<String, Object> facts = new TreeMap<>();
        int number = 0;
        for (String line : text.toString().lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                add(line, number, facts);
            }
        }
        return facts;
    }

    private static void add(String line, int number, SortedMap<String, Object> facts) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new InvalidInput("line %d is not of the form name=value".formatted(number));
        }
        String name = line.substring(0, equals).strip();
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInput("line %d begins with %s".formatted(number, NO_NAME));
        }
        if (facts.put(name, line.substring(equals + 1)) != null) {
            throw new InvalidInput("it has the key '%s' twice".formatted(name));
        }
    }

    private static void refuseLarge(byte[] bytes) {
        if (bytes.length > YamlDocument.LARGEST) {
            throw new InvalidInput(
                    "it has more than the %d bytes that are read".formatted(YamlDocument.LARGEST));
        }
    }

    private static String sentence(Fault fault) {
        String message = QUOTED.matcher(fault.message()).replaceFirst("");
        return fault.line() == 0 ? message : "line %d: %s".formatted(fault.line(), message);
    }

    /** A name with a dot could not be asked for: paths are dotted. */
    private static void checkName(String name, Value.Field field) {
        boolean isFact = !(field.value() instanceof Value.Nothing);
        if (isFact && !NAME.matcher(name).matches()) {
            throw new InvalidInput(
                    "line %d begins with %s".formatted(field.place().line(), NO_NAME));
        }
    }

    private static SortedMap<String, Object> map(Value.Fields fields) {
        SortedMap<String, Object> map = new TreeMap<>();
        fields.fields()
                .forEach(
                        (name, field) ->
                                written(field.value()).ifPresent(fact -> map.put(name, fact)));
        return map;
    }

    private static Optional<Object> written(Value value) {
        return switch (value) {
            case Value.Nothing _ -> Optional.empty();
            case Value.Fields fields -> Optional.of(map(fields));
            case Value.Items(_, List<Value> items) ->
                    Optional.of(items.stream().flatMap(each -> written(each).stream()).toList());
            case Value.Scalar(Place place, String text, boolean quoted) ->
                    Optional.of(quoted ? text : scalar(text, place));
        };
    }

    private static Object scalar(String text, Place place) {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> {
                if (WHOLE.matcher(text).matches()) {
                    yield number(new BigInteger(text));
                }
                yield DECIMAL.matcher(text).matches() ? decimal(text, place) : text;
            }
        };
    }

    /** Beyond 64 bits it would be another number, so it stays text. */
    private static Object number(BigInteger whole) {
        return whole.bitLength() < Long.SIZE ? whole.longValue() : whole.toString();
    }

    private static Object decimal(String text, Place place) {
        double decimal = Double.parseDouble(text);
        if (Double.isInfinite(decimal)) {
            throw new InvalidInput("line %d: a number is too large".formatted(place.line()));
        }
        return decimal;
    }

    private static SortedMap<String, Object> map(Map<?, ?> found) {
        SortedMap<String, Object> map = new TreeMap<>();
        found.forEach(
                (name, value) ->
                        parsed(value).ifPresent(fact -> map.put(String.valueOf(name), fact)));
        return map;
    }

    /** What the JSON library makes of a number depends on its size; facts know two kinds. */
    private static Optional<Object> parsed(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Map<?, ?> map -> Optional.of(map(map));
            case Collection<?> items ->
                    Optional.of(items.stream().flatMap(each -> parsed(each).stream()).toList());
            case Integer number -> Optional.of(number.longValue());
            case BigInteger number -> Optional.of(number(number));
            default -> Optional.of(value);
        };
    }
}
