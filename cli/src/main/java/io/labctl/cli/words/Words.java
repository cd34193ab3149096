package io.labctl.cli.words;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The words that an option may take, each standing for a value. Iterating gives the words, which is
 * how picocli asks for completion candidates.
 */
public abstract class Words<T> implements Iterable<String>, ITypeConverter<T> {
    private final String what;
    private final Map<String, T> values = new LinkedHashMap<>();

    /**
     * @param what the kind of word, for a message: {@code output format}
     */
    protected Words(String what, Collection<T> values, Function<T, String> word) {
        this.what = what;
        values.forEach(value -> this.values.put(word.apply(value), value));
    }

    @Override
    public final T convert(String given) {
        T value = values.get(given);
        if (value == null) {
            throw new TypeConversionException(
                    "unknown %s '%s'%s (one of %s)"
                            .formatted(
                                    what,
                                    Printable.of(given),
                                    Suggestion.hint(given, values.keySet()),
                                    String.join(", ", values.keySet())));
        }
        return value;
    }

    @Override
    public final Iterator<String> iterator() {
        return values.keySet().iterator();
    }
}
