package io.labctl.cli.words;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.time.Moments;
import io.labctl.cli.time.Spans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lets picocli read the domain's own types and pass on the sentence of a refusal. */
public final class Names {
    private static final String SERVER = "server/";

    private Names() {}

    /**
     * For this command and all that are already below it.
     *
     * @param clock from which a span such as {@code 1h} goes back to a moment
     */
    public static void registerConverters(CommandLine command, Clock clock) {
        command.registerConverter(DnsLabel.class, sayingWhy(DnsLabel::new));
        command.registerConverter(ServerName.class, sayingWhy(Names::server));
        command.registerConverter(Label.class, sayingWhy(Label::parse));
        command.registerConverter(Duration.class, sayingWhy(Spans::parse));
        command.registerConverter(Instant.class, sayingWhy(text -> Moments.parse(text, clock)));
    }

    /** A server by its name alone, or as {@code -o name} prints it. */
    public static ServerName server(String text) {
        return new ServerName(text.startsWith(SERVER) ? text.substring(SERVER.length()) : text);
    }

    private static <T> ITypeConverter<T> sayingWhy(Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (InvalidInput e) {
                throw new TypeConversionException(e.sentence());
            }
        };
    }
}
