package io.labctl.master.compile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.registry.LoadedModule;
import io.labctl.master.registry.ModuleRegistry;
import io.labctl.master.registry.RegisteredModule;
import io.labctl.master.site.ServerData;
import io.labctl.master.site.Site;
import io.labctl.master.site.WholeSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code catalog = compile(modules, facts, data)} for the servers of one site. For each server it
 * keeps the newest result with what that compile read, so an unchanged server costs one look-up,
 * and a broken site no more than a good one. Safe for many threads.
 */
public final class CatalogCompiler {
    private final Site site;
    private final KnownModules modules;
    private final ModuleRuntime own = new OwnRuntime();
    private final ModuleRuntime ofSite;
    private final JsonMapper json = WireJson.mapper();
    private final Cache<AgentId, LastCompile> cache;

    /**
     * Compiles nothing yet.
     *
     * @param ofSite runs every compile that has a module of the site in it
     * @param cacheBytes how much the kept results may weigh together; the least used go first
     */
    public CatalogCompiler(
            Site site, BuiltInModules builtIn, ModuleRuntime ofSite, long cacheBytes) {
        this.site = site;
        this.modules = new KnownModules(builtIn);
        this.ofSite = ofSite;
        this.cache =
                Caffeine.newBuilder()
                        .maximumWeight(cacheBytes)
                        .weigher((AgentId _, LastCompile kept) -> kept.weight())
                        .build();
    }

    /**
     * A server's catalog as of now. Bad data, bad modules and odd facts give faults, no exception.
     *
     * @param facts what the server says about itself
     */
    public CompileResult compile(
            AgentId id, DnsLabel role, SortedMap<String, String> labels, Facts facts) {
        ServerData data = site.of(id, role);
        ModuleRegistry known = modules.with(data.modules());
        if (!known.faults().isEmpty()) {
            return new CompileResult.Failed(together(known.faults(), data.faults()));
        }
        LastCompile last = cache.getIfPresent(id);
        if (last != null && last.stillHolds(role.value(), labels, data, facts)) {
            return last.result();
        }
        return fresh(known, data, new Node(id, role.value(), labels, facts), facts);
    }

    /**
     * A catalog of one module alone, with what that needs, whether it is assigned to the server or
     * not. It is compiled each time, and what is kept for the server stays.
     */
    public CompileResult compileOnly(
            String module,
            AgentId id,
            DnsLabel role,
            SortedMap<String, String> labels,
            Facts facts) {
        ServerData data = site.of(id, role);
        ModuleRegistry known = modules.with(data.modules());
        if (!known.faults().isEmpty()) {
            return new CompileResult.Failed(together(known.faults(), data.faults()));
        }
        List<RegisteredModule> wanted = known.only(module);
        if (wanted.isEmpty()) {
            String sentence = noModule(module, known);
            return new CompileResult.Failed(List.of(new Fault(null, null, 0, sentence)));
        }
        var node = new Node(id, role.value(), labels, facts);
        return result(run(known, wanted, data, node, facts));
    }

    /**
     * Refuses a name that none of a server's modules has.
     *
     * @throws NotFound with the nearest name; not while manifests have faults, which a compile
     *     tells
     */
    public void requireModule(String module, AgentId id, DnsLabel role) {
        ModuleRegistry known = modules.with(site.of(id, role).modules());
        if (known.faults().isEmpty() && !known.names().contains(module)) {
            throw new NotFound(noModule(module, known));
        }
    }

    private static String noModule(String name, ModuleRegistry known) {
        String hint = Suggestion.hint(name, known.names());
        return "there is no module '%s'%s"
                .formatted(
                        name,
                        hint.isEmpty() ? ", known are " + String.join(", ", known.names()) : hint);
    }

    /** The bytes of a file of that module, or of one that it needs, as they are now. */
    public Optional<byte[]> contentOf(String module, AgentId id, DnsLabel role, String sha256) {
        return modules.with(site.of(id, role).modules()).only(module).stream()
                        .flatMap(each -> each.files().values().stream())
                        .anyMatch(file -> file.sha256().equals(sha256))
                ? content(sha256)
                : Optional.empty();
    }

    /** What keeps every server from its catalog, a line for each fault; empty when nothing does. */
    public Optional<String> trouble() {
        WholeSite whole = site.whole();
        List<Fault> faults = together(modules.with(whole.modules()).faults(), whole.faults());
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        faults.stream()
                                .map(Fault::sentence)
                                .distinct()
                                .collect(Collectors.joining("\n")));
    }

    /**
     * The bytes that agents may fetch by their hash: the {@code files/} of all modules, as they are
     * and as they were before the site last changed them.
     *
     * @param sha256 64 lower-case hex digits; anything else is simply not found
     */
    public Optional<byte[]> content(String sha256) {
        return modules.content(sha256);
    }

    private CompileResult fresh(ModuleRegistry known, ServerData data, Node node, Facts facts) {
        List<RegisteredModule> assigned = known.assigned(node.role(), node.labels());
        ModuleRuntime.Outcome outcome = run(known, assigned, data, node, facts);
        CompileResult result = result(outcome);
        if (outcome.isLasting()) {
            var last = new LastCompile(node.role(), node.labels(), data, node.reads(), result);
            cache.put(node.id(), last);
        }
        return result;
    }

    private ModuleRuntime.Outcome run(
            ModuleRegistry known,
            List<RegisteredModule> wanted,
            ServerData data,
            Node node,
            Facts facts) {
        List<LoadedModule> trusted = known.trusted(wanted);
        var order = new CompileOrder(node, facts, wanted, trusted, known.names(), data);
        ModuleRuntime runtime = trusted.size() == wanted.size() ? own : ofSite;
        return runtime.run(order);
    }

    private CompileResult result(ModuleRuntime.Outcome outcome) {
        return switch (outcome.compiled()) {
            case Compiled.Failed(List<Fault> faults) -> new CompileResult.Failed(faults);
            case Compiled.Done(Catalog catalog) ->
                    new CompileResult.Done(PackedCatalog.of(catalog, json), catalog.modules());
        };
    }

    private static List<Fault> together(List<Fault> some, List<Fault> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
