package io.labctl.catalog.wire;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;

/** What a person should read of a parse error: our own words, without those of the parser. */
final class Refusal {
    private Refusal() {}

    static InvalidInput of(String what, JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInput rule) {
                return new InvalidInput("%s: %s".formatted(what, rule.sentence()), e);
            }
            if (cause instanceof NullPointerException) {
                return new InvalidInput("%s is not complete".formatted(what), e);
            }
        }
        String wrong =
                switch (e) {
                    case InvalidTypeIdException unknown ->
                            "has the unknown type '%s'"
                                    .formatted(Printable.of(String.valueOf(unknown.getTypeId())));
                    case MismatchedInputException mismatch -> mismatch(mismatch);
                    case UnexpectedEndOfInputException _ -> "is cut short";
                    case InputCoercionException _ -> "has a number that is too large";
                    case StreamConstraintsException _ ->
                            "is nested too deeply, or a name or number in it is too long";
                    case StreamReadException _ -> "is not JSON";
                    default -> "is not readable";
                };
        String path = path(e);
        String sentence = "%s %s%s%s".formatted(what, wrong, at(path), line(e.getLocation()));
        return path.isEmpty()
                ? new InvalidInput(sentence, e)
                : InvalidInput.inField(path, sentence, e);
    }

    /** The parser has no type of its own for too little and too much. */
    private static String mismatch(MismatchedInputException e) {
        String parser = e.getOriginalMessage();
        if (parser.startsWith("No content")) {
            return "is empty";
        }
        return parser.startsWith("Trailing token")
                ? "has something behind its end"
                : "has " + missing(e.getTargetType());
    }

    private static String missing(@Nullable Class<?> wanted) {
        if (wanted == null) {
            return "the wrong form";
        }
        if (wanted == String.class) {
            return "no text";
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return "neither true nor false";
        }
        if (wanted.isPrimitive() || Number.class.isAssignableFrom(wanted)) {
            return "no number";
        }
        if (wanted.isEnum()) {
            return "no known word";
        }
        if (Collection.class.isAssignableFrom(wanted)) {
            return "no list";
        }
        boolean object = wanted.isRecord() || Map.class.isAssignableFrom(wanted);
        return object ? "no object" : "the wrong form";
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

    private static String at(String path) {
        return path.isEmpty() ? "" : " at '%s'".formatted(path);
    }

    private static String line(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }
}
