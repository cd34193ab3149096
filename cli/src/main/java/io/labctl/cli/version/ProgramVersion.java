package io.labctl.cli.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote down. */
public final class ProgramVersion implements IVersionProvider {
    public String text() {
        try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties of this program not readable", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"labctl " + text()};
    }
}
