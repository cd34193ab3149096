package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.Printable;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What options, environment and config file say together, in this order of precedence. Nothing is
 * read before it is asked for.
 */
public final class Settings {
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "server", "LABCTL_SERVER",
                    "ca", "LABCTL_CA",
                    "certificate", "LABCTL_CERTIFICATE",
                    "key", "LABCTL_KEY");

    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final Path home;

    public Settings(GlobalOptions options, Map<String, String> environment, Path home) {
        this.options = options;
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    public ConfigFile file() {
        Path given = options.config;
        if (given != null) {
            return new ConfigFile(given);
        }
        return new ConfigFile(
                variable("LABCTL_CONFIG")
                        .map(name -> path(name, Path.of("")))
                        .orElse(home.resolve(".labctl/config.yaml")));
    }

    /** The name of the context in force, if any. */
    public Optional<String> context() {
        return Optional.ofNullable(options.context)
                .or(() -> variable("LABCTL_CONTEXT"))
                .or(() -> Optional.ofNullable(file().read().currentContext()));
    }

    /**
     * The labd to talk to.
     *
     * @throws InvalidInput when the config has faults, names no context or lacks something
     * @throws NotFound when it has no such context
     */
    public Target target() {
        Optional<String> name = context();
        ContextConfig written = name.map(this::written).orElse(ContextConfig.EMPTY);
        ContextConfig complete = written;
        for (String key : ContextConfig.KEYS) {
            complete = overridden(complete, key);
        }
        List<String> missing = missing(complete);
        if (!missing.isEmpty()) {
            throw lacking(name, missing);
        }
        return new Target(
                name.orElse("<environment>"),
                server(complete),
                file(complete, written, "ca"),
                file(complete, written, "certificate"),
                file(complete, written, "key"));
    }

    private ContextConfig written(String name) {
        LabctlConfig config = file().read();
        ContextConfig context = config.contexts().get(name);
        if (context == null && !everythingIsInTheEnvironment()) {
            throw file().lacks(name, config);
        }
        return context == null ? ContextConfig.EMPTY : context;
    }

    private boolean everythingIsInTheEnvironment() {
        return VARIABLES.values().stream().allMatch(name -> variable(name).isPresent());
    }

    private ContextConfig overridden(ContextConfig context, String key) {
        String variable = variableOf(key);
        Optional<String> value = variable(variable);
        value.flatMap(text -> ConfigRules.value(key, text))
                .ifPresent(
                        fault -> {
                            throw new InvalidInput("%s: %s".formatted(variable, fault));
                        });
        return value.map(text -> context.with(key, text)).orElse(context);
    }

    private static List<String> missing(ContextConfig context) {
        return ContextConfig.KEYS.stream().filter(key -> context.get(key) == null).toList();
    }

    private InvalidInput lacking(Optional<String> context, List<String> missing) {
        if (context.isEmpty() && missing.size() == ContextConfig.KEYS.size()) {
            return new InvalidInput(
                    "no labd is configured: %s '%s'; copy the config.yaml that labd wrote, or set LABCTL_CONFIG to it"
                            .formatted(
                                    file().exists()
                                            ? "no current-context in"
                                            : "there is no config file",
                                    file().path()));
        }
        String variables = String.join(", ", missing.stream().map(Settings::variableOf).toList());
        return new InvalidInput(
                "%s lacks %s; use 'labctl config set contexts.%s.%s VALUE' or set %s"
                        .formatted(
                                context.map("context '%s'"::formatted).orElse("the environment"),
                                String.join(", ", missing),
                                context.orElse("NAME"),
                                missing.getFirst(),
                                variables));
    }

    private static URI server(ContextConfig complete) {
        String text = Optional.ofNullable(complete.server()).orElse("");
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /**
     * A relative path in the file counts from the file's folder, one in the environment from here.
     */
    private Path file(ContextConfig complete, ContextConfig written, String key) {
        String text = Optional.ofNullable(complete.get(key)).orElse("");
        Path folder = file().path().toAbsolutePath().resolveSibling("");
        boolean fromFile = variable(variableOf(key)).isEmpty() && written.get(key) != null;
        return path(text, fromFile ? folder : Path.of(""));
    }

    private Path path(String text, Path base) {
        try {
            return text.startsWith("~/") ? home.resolve(text.substring(2)) : base.resolve(text);
        } catch (InvalidPathException e) {
            throw new InvalidInput("'%s' is not a path".formatted(Printable.of(text)), e);
        }
    }

    private Optional<String> variable(String name) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String variableOf(String key) {
        return VARIABLES.getOrDefault(key, key);
    }
}
