package io.labctl.agent.enroll;

import io.labctl.agent.labd.ServerAddress;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.ServerName;
import java.net.URI;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of the command line, so that all that are wrong are told as wrong use. */
final class EnrollWords {
    private EnrollWords() {}

    static final class Address implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            return orWhy(text, ServerAddress::parse);
        }
    }

    static final class Token implements ITypeConverter<JoinToken> {
        @Override
        public JoinToken convert(String text) {
            return orWhy(text, JoinToken::parse);
        }
    }

    static final class Name implements ITypeConverter<ServerName> {
        @Override
        public ServerName convert(String text) {
            return orWhy(text, ServerName::new);
        }
    }

    private static <T> T orWhy(String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (InvalidInput e) {
            throw new TypeConversionException(e.sentence());
        }
    }
}
