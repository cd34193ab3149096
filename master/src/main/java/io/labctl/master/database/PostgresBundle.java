package io.labctl.master.database;

import io.labctl.catalog.error.Unavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs as they come with labd: an archive on the class path, one for each
 * architecture.
 *
 * @param version PostgreSQL's, such as {@code 18.6}, with what its packager put behind it
 * @param archive a tar compressed with xz
 */
record PostgresBundle(String version, URL archive) {
    private static final String VERSION = "postgres-version";

    /**
     * The one for the machine that this runs on.
     *
     * @throws Unavailable when there is none
     */
    static PostgresBundle ofThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static PostgresBundle of(String system, String architecture) {
        URL archive =
                PostgresBundle.class.getResource(
                        "/postgres-%s-%s.txz"
                                .formatted(
                                        system.toLowerCase(Locale.ROOT),
                                        inArchiveNames(architecture)));
        if (archive == null) {
            throw new Unavailable(
                    "labd brings no PostgreSQL for %s on %s; give it a database with --database jdbc:postgresql://HOST:PORT/NAME"
                            .formatted(system, architecture));
        }
        return new PostgresBundle(versionOnClassPath(), archive);
    }

    /** Only data of the same major version can be used; {@code 18} of {@code 18.6}. */
    String major() {
        return version.replaceFirst("\\..*", "");
    }

    void unpackInto(Path folder) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            new Unpacking(tar, folder).run();
        }
    }

    private static String inArchiveNames(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
    }

    private static String versionOnClassPath() {
        try (InputStream in = PostgresBundle.class.getResourceAsStream(VERSION)) {
            if (in == null) {
                throw new IllegalStateException("the build left out '%s'".formatted(VERSION));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("'%s' is not readable".formatted(VERSION), e);
        }
    }
}
