package io.labctl.catalog.module.testing;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.module.Compiled;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a module's compile gave, for a test to look at. */
public final class TestedCatalog {
    private final @Nullable Catalog catalog;
    private final List<Fault> faults;

    private TestedCatalog(@Nullable Catalog catalog, List<Fault> faults) {
        this.catalog = catalog;
        this.faults = List.copyOf(faults);
    }

    static TestedCatalog of(Compiled compiled) {
        return switch (compiled) {
            case Compiled.Done(Catalog catalog) -> new TestedCatalog(catalog, List.of());
            case Compiled.Failed(List<Fault> faults) -> failed(faults);
        };
    }

    static TestedCatalog failed(List<Fault> faults) {
        return new TestedCatalog(null, faults);
    }

    /** Why there is no catalog, one sentence each; empty when there is one. */
    public List<String> faults() {
        return faults.stream().map(Fault::sentence).toList();
    }

    /**
     * The catalog itself.
     *
     * @throws AssertionError with all faults when there is none
     */
    public Catalog catalog() {
        if (catalog == null) {
            throw new AssertionError("no catalog:\n" + String.join("\n", faults()));
        }
        return catalog;
    }

    /** The addresses in the order in which they are applied, such as {@code package[chrony]}. */
    public List<String> addresses() {
        return catalog().entries().stream().map(each -> each.id().toString()).toList();
    }

    /**
     * One entry with its edges.
     *
     * @param address such as {@code service[chrony]}
     * @throws AssertionError naming the nearest address when the catalog does not hold it
     */
    public CatalogEntry entry(String address) {
        ResourceId id = ResourceId.parse(address);
        return catalog().entries().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "catalog has no %s%s"
                                                .formatted(
                                                        address,
                                                        Suggestion.hint(address, addresses()))));
    }

    /**
     * One resource as the type that the test expects.
     *
     * @throws AssertionError when it is not there or of another type
     */
    public <R extends Resource> R resource(Class<R> type, String address) {
        Resource resource = entry(address).resource();
        if (!type.isInstance(resource)) {
            throw new AssertionError("%s is not a %s".formatted(address, type.getSimpleName()));
        }
        return type.cast(resource);
    }

    /**
     * The text of a file whose content stands in the catalog.
     *
     * @throws AssertionError when there is no such file, or its content is fetched or left alone
     */
    public String text(String path) {
        FileResource file = resource(FileResource.class, "file[%s]".formatted(path));
        if (file.content() instanceof Content.Inline(String text)) {
            return text;
        }
        throw new AssertionError("%s has no text in the catalog".formatted(path));
    }
}
