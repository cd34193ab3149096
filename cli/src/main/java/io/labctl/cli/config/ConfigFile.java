package io.labctl.cli.config;

import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.BrokenLink;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.yaml.SettingsFile;
import io.labctl.catalog.yaml.YamlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The file that holds the contexts, usually {@code ~/.labctl/config.yaml}; it need not exist. */
public final class ConfigFile {
    private static final Parameters<ConfigForm> FORM = Parameters.of(ConfigForm.class);
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#");

    private final Path path;

    public ConfigFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** What cannot be looked at counts as there: reading it says why it cannot be read. */
    public boolean exists() {
        return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads the file; a missing one is an empty config.
     *
     * @throws InvalidInput when it cannot be read or has faults, all of them named
     */
    public LabctlConfig read() {
        try {
            return parse(path, SettingsFile.bytes(path));
        } catch (NoSuchFileException e) {
            BrokenLink.reason(path)
                    .ifPresent(
                            why -> {
                                throw notReadable(why, e);
                            });
            return LabctlConfig.EMPTY;
        } catch (IOException e) {
            throw notReadable(FileTrouble.reason(e), e);
        }
    }

    private InvalidInput notReadable(String why, IOException cause) {
        return new InvalidInput("config file '%s' cannot be read: %s".formatted(path, why), cause);
    }

    /** That there is no such context in what was read, with the nearest that there is. */
    NotFound lacks(String context, LabctlConfig config) {
        return new NotFound(
                "context '%s' is not in config file '%s'%s"
                        .formatted(
                                Printable.of(context),
                                path,
                                Suggestion.hint(context, config.contexts().keySet())));
    }

    static LabctlConfig parse(Path file, byte[] bytes) {
        return SettingsFile.bind(file.toString(), bytes, FORM, ConfigFile::contextNames)
                .orThrow()
                .config();
    }

    /**
     * Makes a context of it the current one.
     *
     * @return what its owner is to be told, where comments were lost
     * @throws NotFound when it has no such context
     * @throws InvalidInput when it cannot be written, or has faults
     */
    Optional<String> use(String context) {
        if (!exists()) { // so that no folder is made for nothing
            throw lacks(context, LabctlConfig.EMPTY);
        }
        return change(
                now -> {
                    if (!now.contexts().containsKey(context)) {
                        throw lacks(context, now);
                    }
                    return now.current(context);
                });
    }

    /** As {@link #changeOrDelete}, of a file that stays. */
    public Optional<String> change(UnaryOperator<LabctlConfig> change) {
        return changeOrDelete(now -> Optional.of(change.apply(now)));
    }

    /**
     * Changes what is in the file while no other labctl does, so that none takes back what another
     * has set. Where nothing changes, nothing is written.
     *
     * @param change from what is there to what is wanted; to nothing, and the file goes
     * @return what its owner is to be told, where comments were lost
     * @throws InvalidInput when it cannot be written, or has faults
     */
    public Optional<String> changeOrDelete(Function<LabctlConfig, Optional<LabctlConfig>> change) {
        try (var _ = ConfigLock.of(path)) {
            LabctlConfig now = read();
            Optional<LabctlConfig> wanted = change.apply(now);
            if (wanted.isEmpty()) {
                delete();
            }
            return wanted.filter(config -> !config.equals(now)).flatMap(this::write);
        } catch (IOException e) {
            throw new InvalidInput(
                    "config file '%s' cannot be locked: %s"
                            .formatted(path, FileTrouble.sentence(e)),
                    e);
        }
    }

    /**
     * Replaces the file in one step, so that a reader sees the old or the new one whole. What is
     * the same in both keeps its text, comments too. The file is for its owner alone (0600), and so
     * is a folder made for it.
     */
    private Optional<String> write(LabctlConfig config) {
        try {
            String old = exists() ? old() : "";
            Path real = exists() ? path.toRealPath() : path.toAbsolutePath();
            String revised = ConfigText.revised(old, tree(config));
            boolean asWanted = holds(revised, config);
            String text = asWanted ? revised : YamlText.of(tree(config));
            DurableFile.write(real, text.getBytes(StandardCharsets.UTF_8));
            return asWanted || !COMMENT.matcher(old).find()
                    ? Optional.empty()
                    : Optional.of(
                            "config file '%s' is written anew, without its comments"
                                    .formatted(path));
        } catch (IOException e) {
            throw new InvalidInput(
                    "config file '%s' cannot be written: %s".formatted(path, FileTrouble.reason(e)),
                    e);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new InvalidInput(
                    "config file '%s' cannot be deleted: %s".formatted(path, FileTrouble.reason(e)),
                    e);
        }
    }

    private String old() throws IOException {
        byte[] bytes = SettingsFile.bytes(path);
        parse(path, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private boolean holds(String text, LabctlConfig config) {
        try {
            return parse(path, text.getBytes(StandardCharsets.UTF_8)).equals(config);
        } catch (InvalidInput e) {
            return false;
        }
    }

    private static List<Fault> contextNames(Value.Fields keys) {
        var faults = new ArrayList<Fault>();
        Value.Field contexts = keys.fields().get("contexts");
        if (contexts != null && contexts.value() instanceof Value.Fields named) {
            named.fields()
                    .forEach(
                            (name, field) ->
                                    ConfigRules.contextName(name)
                                            .map(fault -> field.place().fault(null, fault))
                                            .ifPresent(faults::add));
        }
        return faults;
    }

    private static Map<String, Object> tree(LabctlConfig config) {
        Map<String, Object> top = new LinkedHashMap<>();
        String current = config.currentContext();
        if (current != null) {
            top.put("current-context", current);
        }
        Map<String, Object> contexts = new LinkedHashMap<>();
        config.contexts().forEach((name, context) -> contexts.put(name, context.set()));
        top.put("contexts", contexts);
        return top;
    }
}
