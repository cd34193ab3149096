package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import io.labctl.cli.config.ConfigFile;
import io.labctl.cli.config.ContextConfig;
import io.labctl.cli.config.LabctlConfig;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The context {@code rehearsal} in the person's labctl config, current as long as the rehearsal
 * stands.
 */
final class RehearsalContext {
    static final String NAME = "rehearsal";

    private RehearsalContext() {}

    static @Nullable String currentIn(Path file) {
        String current = new ConfigFile(file).read().currentContext();
        return NAME.equals(current) ? null : current;
    }

    static void add(Path file, Target labd) {
        var config = new ConfigFile(file);
        var context =
                new ContextConfig(
                        labd.server().toString(),
                        labd.ca().toString(),
                        labd.certificate().toString(),
                        labd.key().toString());
        LabctlConfig before = config.read();
        LabctlConfig after = before.with(NAME, context).current(NAME);
        if (!before.equals(after)) {
            config.write(after);
        }
    }

    /** Takes the context away; what the person changed meanwhile stays. */
    static void remove(Plan plan) {
        var config = new ConfigFile(plan.config());
        if (!config.exists()) {
            return;
        }
        LabctlConfig before = config.read();
        var contexts = new TreeMap<>(before.contexts());
        contexts.remove(NAME);
        String current =
                NAME.equals(before.currentContext())
                        ? plan.previousContext()
                        : before.currentContext();
        if (contexts.isEmpty() && !plan.configExisted()) {
            delete(plan.config());
        } else {
            config.write(new LabctlConfig(current, contexts));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.toAbsolutePath().resolveSibling(""));
        } catch (DirectoryNotEmptyException e) {
            // something of the person's own lies there
        } catch (IOException e) {
            throw new Unavailable("config file '%s' cannot be deleted".formatted(file), e);
        }
    }
}
