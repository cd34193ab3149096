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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What options, environment and config file say together, in this order of precedence. Nothing is
 * read before it is asked for.
 */
public final class Settings {
    private static final String CONTEXT = "LABCTL_CONTEXT";
    private static final List<String> FILES = List.of("ca", "certificate", "key");
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
                .or(() -> variable(CONTEXT))
                .or(() -> Optional.ofNullable(file().read().currentContext()));
    }

    /**
     * The labd to talk to. Its files are read by whoever needs them; where anything else is wrong,
     * those that cannot be read are told with it.
     *
     * @throws InvalidInput when config or environment have faults, each told on a line of its own,
     *     name no context or lack something
     * @throws NotFound when it has no such context
     */
    public Target target() {
        List<LabException> faults = new ArrayList<>();
        Optional<InForce> inForce = noting(faults, this::inForce);
        ContextConfig values = overridden(inForce.map(InForce::values).orElse(ContextConfig.EMPTY));
        faults.addAll(wrongVariables());
        inForce.flatMap(context -> lacking(context.name(), values)).ifPresent(faults::add);
        List<PemFile> files =
                FILES.stream()
                        .filter(key -> isUsable(key, values.get(key)))
                        .flatMap(key -> noting(faults, () -> file(values, key)).stream())
                        .toList();
        if (!faults.isEmpty()) {
            files.forEach(file -> noting(faults, file::text));
            throw together(faults);
        }
        return new Target(
                inForce.flatMap(InForce::name).orElse("<environment>"),
                server(values),
                variable(variableOf("server")).map(_ -> variableOf("server")).orElse(null),
                files.get(0),
                files.get(1),
                files.get(2));
    }

    /** The context that counts, if any, with what the config file says of it. */
    private record InForce(Optional<String> name, ContextConfig values) {}

    private InForce inForce() {
        Optional<String> name = context();
        return new InForce(name, name.map(this::written).orElse(ContextConfig.EMPTY));
    }

    private ContextConfig written(String name) {
        LabctlConfig config = file().read();
        ContextConfig context = config.contexts().get(name);
        if (context == null && !everythingIsInTheEnvironment()) {
            throw noSuchContext(name, config);
        }
        return context == null ? ContextConfig.EMPTY : context;
    }

    private NotFound noSuchContext(String context, LabctlConfig config) {
        NotFound fault = file().lacks(context, config);
        boolean fromVariable = options.context == null && variable(CONTEXT).isPresent();
        return fromVariable ? new NotFound("%s: %s".formatted(CONTEXT, fault.sentence())) : fault;
    }

    private boolean everythingIsInTheEnvironment() {
        return VARIABLES.values().stream().allMatch(name -> variable(name).isPresent());
    }

    private ContextConfig overridden(ContextConfig written) {
        ContextConfig values = written;
        for (String key : ContextConfig.KEYS) {
            values = values.with(key, variable(variableOf(key)).orElse(values.get(key)));
        }
        return values;
    }

    private List<InvalidInput> wrongVariables() {
        return ContextConfig.KEYS.stream()
                .flatMap(key -> wrongVariable(variableOf(key), key).stream())
                .toList();
    }

    private Optional<InvalidInput> wrongVariable(String variable, String key) {
        return variable(variable)
                .flatMap(text -> ConfigRules.value(key, text))
                .map(fault -> new InvalidInput("%s: %s".formatted(variable, fault)));
    }

    private static boolean isUsable(String key, @Nullable String value) {
        return value != null && ConfigRules.value(key, value).isEmpty();
    }

    private static <T> Optional<T> noting(List<LabException> faults, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (LabException e) {
            faults.add(e);
            return Optional.empty();
        }
    }

    /** One alone stays what it is. */
    private static LabException together(List<LabException> faults) {
        return faults.size() == 1
                ? faults.getFirst()
                : new InvalidInput(
                        faults.stream()
                                .map(LabException::sentence)
                                .collect(Collectors.joining("\n")));
    }

    private Optional<InvalidInput> lacking(Optional<String> context, ContextConfig values) {
        List<String> missing =
                ContextConfig.KEYS.stream().filter(key -> values.get(key) == null).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        if (context.isEmpty() && missing.size() == ContextConfig.KEYS.size()) {
            return Optional.of(noContext());
        }
        String variables = String.join(", ", missing.stream().map(Settings::variableOf).toList());
        return Optional.of(
                new InvalidInput(
                        "%s lacks %s; use 'labctl config set contexts.%s.%s VALUE' or set %s"
                                .formatted(
                                        context.map("context '%s'"::formatted)
                                                .orElseGet(this::environmentAlone),
                                        String.join(", ", missing),
                                        context.orElse("NAME"),
                                        missing.getFirst(),
                                        variables)));
    }

    private String environmentAlone() {
        return file().exists()
                ? "the environment"
                : "there is no config file '%s', and the environment".formatted(file().path());
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
