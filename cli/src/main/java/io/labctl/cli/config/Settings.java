package io.labctl.cli.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.Printable;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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

    /** The variables that a config's values may come from instead. */
    public static Collection<String> variables() {
        return VARIABLES.values();
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
     * @throws InvalidInput when config or environment have faults, each told on a line of its own,
     *     name no context or lack something
     * @throws NotFound when it has no such context
     */
    public Target target() {
        refuseWrongVariables();
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
                file(complete, "ca"),
                file(complete, "certificate"),
                file(complete, "key"));
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
        return variable(variableOf(key)).map(text -> context.with(key, text)).orElse(context);
    }

    /** What else is wrong is told along with them. */
    private void refuseWrongVariables() {
        List<String> faults = new ArrayList<>();
        for (String key : ContextConfig.KEYS) {
            variable(variableOf(key))
                    .flatMap(text -> ConfigRules.value(key, text))
                    .ifPresent(fault -> faults.add("%s: %s".formatted(variableOf(key), fault)));
        }
        if (!faults.isEmpty()) {
            faults.addAll(0, otherFaults());
            throw new InvalidInput(String.join("\n", faults));
        }
    }

    private List<String> otherFaults() {
        List<String> faults = new ArrayList<>();
        note(faults, () -> context().ifPresent(this::written));
        for (String key : List.of("ca", "certificate", "key")) {
            variable(variableOf(key))
                    .filter(text -> ConfigRules.value(key, text).isEmpty())
                    .map(text -> new PemFile(key, path(text, Path.of("")), variableOf(key)))
                    .ifPresent(file -> note(faults, file::text));
        }
        return faults;
    }

    private static void note(List<String> faults, Runnable check) {
        try {
            check.run();
        } catch (LabException e) {
            faults.add(e.sentence());
        }
    }

    private static List<String> missing(ContextConfig context) {
        return ContextConfig.KEYS.stream().filter(key -> context.get(key) == null).toList();
    }

    private InvalidInput lacking(Optional<String> context, List<String> missing) {
        if (context.isEmpty() && missing.size() == ContextConfig.KEYS.size()) {
            return noContext();
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

    private InvalidInput noContext() {
        Collection<String> contexts = file().read().contexts().keySet();
        if (!contexts.isEmpty()) {
            return new InvalidInput(
                    "no current-context in '%s'; choose one of %s with 'labctl config use-context NAME'"
                            .formatted(file().path(), String.join(", ", contexts)));
        }
        return new InvalidInput(
                "no labd is configured: %s '%s'; copy the config.yaml that labd wrote, set LABCTL_CONFIG to it, or start a labd on this machine: 'labctl rehearse'"
                        .formatted(
                                file().exists()
                                        ? "no current-context in"
                                        : "there is no config file",
                                file().path()));
    }

    private static URI server(ContextConfig complete) {
        String text = Optional.ofNullable(complete.server()).orElse("");
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /**
     * A relative path in the file counts from the file's folder, one in the environment from here.
     */
    private PemFile file(ContextConfig complete, String key) {
        String text = Optional.ofNullable(complete.get(key)).orElse("");
        if (variable(variableOf(key)).isPresent()) {
            return new PemFile(key, path(text, Path.of("")), variableOf(key));
        }
        Path folder = file().path().toAbsolutePath().resolveSibling("");
        return new PemFile(key, path(text, folder), null);
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
