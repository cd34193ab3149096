package io.labctl.agent.restore;

import io.labctl.agent.replaced.KeptCopy;
import io.labctl.catalog.name.Printable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which of the kept copies is meant: by its number or by its time, as {@code --list} shows them.
 */
sealed interface WantedVersion {
    record Numbered(int number) implements WantedVersion {}

    record KeptAt(Instant time) implements WantedVersion {}

    /**
     * Finds it.
     *
     * @param newestFirst all copies of a path
     */
    default Optional<KeptCopy> among(List<KeptCopy> newestFirst) {
        return switch (this) {
            case Numbered(int number) ->
                    number <= newestFirst.size()
                            ? Optional.of(newestFirst.get(number - 1))
                            : Optional.empty();
            case KeptAt(Instant time) ->
                    newestFirst.stream().filter(each -> each.time().equals(time)).findFirst();
        };
    }

    /** What stands behind {@code --version}. */
    final class Reader implements ITypeConverter<WantedVersion> {
        @Override
        public WantedVersion convert(String text) {
            if (text.matches("0+|-[0-9]+")) {
                throw new TypeConversionException(
                        "'%s' is no copy's number: they are counted from 1, the newest"
                                .formatted(Printable.of(text)));
            }
            if (text.matches("[1-9][0-9]{0,8}")) {
                return new Numbered(Integer.parseInt(text));
            }
            try {
                return new KeptAt(Instant.parse(text));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'%s' is neither a number nor a time, such as 2 or 2026-01-02T03:04:05.678Z"
                                .formatted(Printable.of(text)));
            }
        }
    }
}
