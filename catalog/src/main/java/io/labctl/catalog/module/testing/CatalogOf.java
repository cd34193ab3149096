package io.labctl.catalog.module.testing;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Traced;
import io.labctl.catalog.name.AgentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Compiles one module for a machine that a test describes:
 *
 * <pre>{@code
 * var catalog = CatalogOf.module(Chrony.class)
 *         .with("servers", List.of("a.pool"))
 *         .onDebian12()
 *         .compile();
 *
 * assertThat(catalog.text("/etc/chrony/chrony.conf")).contains("pool a.pool iburst");
 * }</pre>
 *
 * <p>Unless a test says otherwise, the machine is {@code lab://agent/lab/dev/web1} with role {@code
 * web}, no labels and no facts. Used on one thread.
 */
public final class CatalogOf {
    private final Class<? extends LabModule> type;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Map<String, Object> facts = new TreeMap<>();
    private final SortedMap<String, String> labels = new TreeMap<>();
    private AgentId id = AgentId.parse("lab://agent/lab/dev/web1");
    private String role = "web";

    private CatalogOf(Class<? extends LabModule> type) {
        this.type = type;
    }

    public static CatalogOf module(Class<? extends LabModule> type) {
        return new CatalogOf(type);
    }

    /**
     * Gives a parameter as a data file would.
     *
     * @param parameter in the data files' spelling, {@code kebab-case}
     * @param value text, a number, a boolean, or a list or map of such
     */
    public CatalogOf with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    public CatalogOf onDebian12() {
        facts.putAll(Machines.debian12());
        return this;
    }

    public CatalogOf onUbuntu2404() {
        facts.putAll(Machines.ubuntu2404());
        return this;
    }

    public CatalogOf onFedora42() {
        facts.putAll(Machines.fedora42());
        return this;
    }

    public CatalogOf onRocky9() {
        facts.putAll(Machines.rocky9());
        return this;
    }

    /** Gives a whole fact by its first name, such as {@code os}. */
    public CatalogOf fact(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    /** Whose catalog it is, written {@code lab://agent/<cloud>/<environment>/<server>}. */
    public CatalogOf agent(String uri) {
        this.id = AgentId.parse(uri);
        return this;
    }

    public CatalogOf role(String name) {
        this.role = name;
        return this;
    }

    public CatalogOf label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Compiles; what went wrong, if anything, is in the result. */
    public TestedCatalog compile() {
        String name = nameOf(type);
        Value.Fields given =
                (Value.Fields) Value.of(Place.in("the test"), new LinkedHashMap<>(parameters));
        var node = new Node(id, role, labels, new Facts(facts));
        var bound = Parameters.of(type).bindModule(name, List.of(given), given.place());
        return switch (bound.forNode(node)) {
            case Binding.Refused(var faults) -> TestedCatalog.failed(faults);
            case Binding.Ready(var module) ->
                    TestedCatalog.of(
                            Compilation.compile(node, List.of(bound(name, module, bound::traced))));
        };
    }

    private BoundModule bound(
            String name, LabModule module, Supplier<? extends Traced<? extends LabModule>> traced) {
        var version = new ModuleVersion(name, "0.0.0", "0".repeat(64));
        return new BoundModule(
                version, module, new ClassPathFiles(type.getClassLoader(), name), traced);
    }

    /** {@code BaseServer} is the module {@code base-server}. */
    private static String nameOf(Class<?> type) {
        return type.getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
