package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.IfGiven;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the rules of {@link CheckedBy}.
 *
 * @param parts where the rule's components stand among those of the record that it is about
 */
record PartialRule(CanonicalConstructor check, List<Part> parts) {
    /** Also the record that another is written in. */
    private static final Pattern PACKAGE = Pattern.compile("[\\w.$]+[.$]");

    /**
     * One component of a rule.
     *
     * @param position among those of the record
     * @param onlyGiven whether it is {@link IfGiven}
     */
    record Part(int position, boolean onlyGiven) {
        @Nullable Object of(@Nullable Object[] values, BitSet given) {
            return onlyGiven ? Boolean.valueOf(given.get(position)) : values[position];
        }
    }

    /**
     * The rules about a record.
     *
     * @throws InvalidInput naming the component of a rule that the record does not have so
     */
    static List<PartialRule> about(Class<?> type, RecordComponent[] components) {
        CheckedBy marked = type.getAnnotation(CheckedBy.class);
        return marked == null
                ? List.of()
                : Arrays.stream(marked.value()).map(rule -> of(rule, type, components)).toList();
    }

    private static PartialRule of(Class<?> rule, Class<?> type, RecordComponent[] components) {
        RecordComponent[] own = rule.getRecordComponents();
        List<Part> parts = Arrays.stream(own).map(part -> part(part, type, components)).toList();
        return new PartialRule(CanonicalConstructor.of(rule, own), parts);
    }

    private static Part part(RecordComponent part, Class<?> type, RecordComponent[] components) {
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(part.getName())) {
                boolean onlyGiven =
                        part.isAnnotationPresent(IfGiven.class) && part.getType() == boolean.class;
                if (!onlyGiven) {
                    checkType(part, components[i]);
                }
                return new Part(i, onlyGiven);
            }
        }
        throw new InvalidInput(
                "rule %s is about a component '%s' that %s does not have"
                        .formatted(nameOfRecord(part), part.getName(), type.getSimpleName()));
    }

    private static void checkType(RecordComponent part, RecordComponent component) {
        if (!part.getGenericType().equals(component.getGenericType())) {
            throw new InvalidInput(
                    "rule %s is about '%s' as %s, but %s has it as %s"
                            .formatted(
                                    nameOfRecord(part),
                                    part.getName(),
                                    nameOfType(part),
                                    nameOfRecord(component),
                                    nameOfType(component)));
        }
    }

    private static String nameOfRecord(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName();
    }

    /** As its source has it, {@code List<String>}, without the packages. */
    private static String nameOfType(RecordComponent component) {
        return PACKAGE.matcher(component.getGenericType().getTypeName()).replaceAll("");
    }

    /**
     * What the rule threw; empty when it holds, or cannot be judged.
     *
     * @param values of the record's components; null for one that is wrong
     * @param given which of them the data give
     */
    Optional<Throwable> refusal(@Nullable Object[] values, BitSet given) {
        @Nullable Object[] judged = parts.stream().map(part -> part.of(values, given)).toArray();
        if (Arrays.stream(judged).anyMatch(Objects::isNull)) {
            return Optional.empty();
        }
        try {
            check.make(judged);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(e.getTargetException());
        }
    }
}
