package io.labctl.master.compile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.bind.Bound;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.LabModule;
import io.labctl.master.registry.LoadedModule;
import io.labctl.master.site.DataFile;
import io.labctl.master.site.ServerData;
import java.util.List;

/**
 * The modules with their parameters, bound once per data: facts change with every run and data
 * seldom, and the servers of one role mostly share theirs. Safe for many threads.
 */
public final class Bindings {
    private static final Place WHERE_TO_GIVE = Place.in("data/common.yaml");

    private final Cache<Source, Bound<? extends LabModule>> cache;

    /**
     * Binds nothing yet.
     *
     * @param dataBytes how large the files may be together on which the kept ones rest; the least
     *     used go first, and so do those of files that have changed
     */
    public Bindings(long dataBytes) {
        this.cache =
                Caffeine.newBuilder()
                        .maximumWeight(dataBytes)
                        .weigher((Source source, Bound<?> _) -> source.weight())
                        .build();
    }

    /**
     * What a binding rests on.
     *
     * @param layers those that say something about the module, broadest first
     */
    private record Source(LoadedModule module, List<DataFile> layers) {
        /** One without data costs something too. */
        int weight() {
            return 200 + layers.stream().mapToInt(DataFile::size).sum();
        }
    }

    /** The module's parameters as the layers give them, or all that is wrong with them. */
    Bound<? extends LabModule> of(LoadedModule module, ServerData data) {
        String name = module.name();
        List<DataFile> giving =
                data.layers().stream().filter(layer -> layer.modules().containsKey(name)).toList();
        return data.isWhole()
                ? cache.get(new Source(module, giving), Bindings::whole)
                : module.parameters().bindPart(name, given(name, giving), WHERE_TO_GIVE);
    }

    private static Bound<? extends LabModule> whole(Source source) {
        LoadedModule module = source.module();
        List<Value.Fields> given = given(module.name(), source.layers());
        return module.parameters().bindModule(module.name(), given, WHERE_TO_GIVE);
    }

    private static List<Value.Fields> given(String module, List<DataFile> layers) {
        return layers.stream()
                .map(layer -> layer.modules().get(module))
                .map(field -> (Value.Fields) field.value())
                .toList();
    }
}
