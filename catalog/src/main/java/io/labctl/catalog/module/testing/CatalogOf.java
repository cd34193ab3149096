package io.labctl.catalog.module.testing;

import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.BoundModule;
import io.labctl.catalog.module.Compilation;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Traced;
import io.labctl.catalog.name.AgentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Compiles a module for a machine that a test describes:
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
    private final List<CatalogOf> needed = new ArrayList<>();
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

    /**
     * A module that comes with this one and is applied before it, as its {@code dependencies} in
     * {@code module.yaml} bring it along. What that one says of the machine does not count.
     */
    public CatalogOf needs(CatalogOf other) {
        needed.add(other);
        return this;
    }

    /** Compiles; what went wrong, if anything, is in the result. */
    public TestedCatalog compile() {
        var node = new Node(id, role, labels, new Facts(facts));
        var faults = new ArrayList<Fault>();
        List<BoundModule> modules =
                all().flatMap(each -> each.bound(node, faults::addAll).stream()).toList();
        return faults.isEmpty()
                ? TestedCatalog.of(Compilation.compile(node, modules))
                : TestedCatalog.failed(faults);
    }

    /** Each module once, those that another needs before it. */
    private Stream<CatalogOf> all() {
        return Stream.concat(needed.stream().flatMap(CatalogOf::all), Stream.of(this)).distinct();
    }

    private Optional<BoundModule> bound(Node node, Consumer<List<Fault>> refused) {
        String name = nameOf(type);
        Value.Fields given =
                (Value.Fields) Value.of(Place.in("the test"), new LinkedHashMap<>(parameters));
        var bound = Parameters.of(type).bindModule(name, List.of(given), given.place());
        return switch (bound.forNode(node)) {
            case Binding.Refused(var faults) -> {
                refused.accept(faults);
                yield Optional.empty();
            }
            case Binding.Ready(var module) -> Optional.of(bound(name, module, bound::traced));
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
