package io.labctl.cli.token;

import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.cli.time.Spans;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long a token may be used, as labd takes it. */
final class TimeToLive implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String given) {
        Duration span = span(given);
        if (span.compareTo(TokenRequest.SHORTEST_TTL) < 0
                || span.compareTo(TokenRequest.LONGEST_TTL) > 0) {
            throw new TypeConversionException(
                    "'%s' is not between %ds and %dd"
                            .formatted(
                                    Printable.of(given),
                                    TokenRequest.SHORTEST_TTL.toSeconds(),
                                    TokenRequest.LONGEST_TTL.toDays()));
        }
        return span;
    }

    private static Duration span(String given) {
        try {
            return Spans.parse(given);
        } catch (InvalidInput e) {
            throw new TypeConversionException(e.sentence());
        }
    }
}
