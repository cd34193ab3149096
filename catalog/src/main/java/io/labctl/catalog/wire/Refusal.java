package io.labctl.catalog.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What a person should read of a parse error: our own words, without those of the parser. */
final class Refusal {
    /** The parser has no type of its own for it. */
    private static final String NOT_THERE = "Missing required creator property";

    private static final String TWICE = "Duplicate Object property \"";

    private final String what;
    private final JacksonException thrown;
    private final @Nullable TokenStreamLocation reached;
    private final String path;

    private Refusal(String what, JacksonException thrown, @Nullable TokenStreamLocation reached) {
        this.what = what;
        this.thrown = thrown;
        this.reached = reached;
        this.path = path(thrown);
    }

    /**
     * A sentence for it.
     *
     * @param reached how far the parser came; null when that is not known
     */
    static InvalidInput of(String what, JacksonException e, @Nullable TokenStreamLocation reached) {
        var refusal = new Refusal(what, e, reached);
        return refusal.byRecord()
                .or(refusal::byMissingKind)
                .or(refusal::byMissingPart)
                .orElseGet(refusal::byParser);
    }

    /** When a record's own checks were what threw. */
    private Optional<InvalidInput> byRecord() {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInput rule) {
                String field = rule.field().map(this::below).orElse(path);
                return Optional.of(in(field, what + at() + ": " + rule.sentence()));
            }
        }
        return Optional.empty();
    }

    /** When an object does not say which of several kinds it is. */
    private Optional<InvalidInput> byMissingKind() {
        return thrown instanceof InvalidTypeIdException kindless && kindless.getTypeId() == null
                ? kindField(kindless).map(this::below).map(this::lackingKind)
                : Optional.empty();
    }

    private InvalidInput lackingKind(String field) {
        return in(field, "%s lacks '%s'".formatted(what, field) + line(thrown.getLocation()));
    }

    private static Optional<String> kindField(InvalidTypeIdException kindless) {
        Class<?> family = kindless.getBaseType().getRawClass();
        return Optional.ofNullable(family.getAnnotation(JsonTypeInfo.class))
                .map(JsonTypeInfo::property);
    }

    /** When a part is null or not there. */
    private Optional<InvalidInput> byMissingPart() {
        boolean missing =
                switch (thrown) {
                    case InvalidNullException _ -> true;
                    case MismatchedInputException e -> e.getOriginalMessage().startsWith(NOT_THERE);
                    default -> false;
                };
        return missing
                ? Optional.of(in(path, "%s lacks '%s'".formatted(what, path)))
                : Optional.empty();
    }

    private InvalidInput byParser() {
        return in(path, what + " " + wrong() + at() + line(place()));
    }

    /** Of what goes beyond a limit the parser does not say where it is. */
    private @Nullable TokenStreamLocation place() {
        return thrown instanceof StreamConstraintsException ? reached : thrown.getLocation();
    }

    private String wrong() {
        return switch (thrown) {
            case InvalidTypeIdException unknown ->
                    "has the unknown type '%s'"
                            .formatted(Printable.of(String.valueOf(unknown.getTypeId())));
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case UnexpectedEndOfInputException _ -> "is cut short";
            case InputCoercionException number ->
                    "must be " + WireType.whole(number.getTargetType());
            case StreamConstraintsException _ ->
                    "is nested too deeply, or a name or number in it is too long";
            case StreamReadException e -> unreadable(e.getOriginalMessage());
            default -> "is not readable";
        };
    }

    /** The parser has no type of its own for a name that stands twice, where that is refused. */
    private static String unreadable(String parser) {
        return parser.startsWith(TWICE)
                ? "has the key '%s' twice"
                        .formatted(
                                Printable.of(
                                        parser.substring(TWICE.length(), parser.lastIndexOf('"'))))
                : "is not JSON";
    }

    /** The parser has no type of its own for too little and too much. */
    private static String mismatch(MismatchedInputException e) {
        String parser = e.getOriginalMessage();
        if (parser.startsWith("No content")) {
            return "is empty";
        }
        return parser.startsWith("Trailing token")
                ? "has more after its end"
                : "must be " + WireType.called(e.getTargetType());
    }

    private InvalidInput in(String field, String sentence) {
        return field.isEmpty()
                ? new InvalidInput(sentence, thrown)
                : InvalidInput.inField(field, sentence, thrown);
    }

    private String below(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private String at() {
        return path.isEmpty() ? "" : " at '%s'".formatted(path);
    }

    /** Where in the document, such as {@code resources[2].id}. */
    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return Printable.of(path.toString());
    }

    private static String line(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }
}
