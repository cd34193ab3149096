package io.labctl.master.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.module.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a worker says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Answer.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = Answer.Entering.class, name = "entering"),
    @JsonSubTypes.Type(value = Answer.Built.class, name = "built"),
    @JsonSubTypes.Type(value = Answer.Compiled.class, name = "compiled"),
})
sealed interface Answer {
    /**
     * What is said in place of an answer that labd does not take.
     *
     * @param bytes of that
     * @param most that it may have
     * @param size tells the bytes of a part of it
     */
    default Answer tooLarge(int bytes, int most, ToIntFunction<Object> size) {
        return this;
    }

    private static List<Fault> fault(
            @Nullable String module, String what, int bytes, int most, String instead) {
        String message =
                "%s %d bytes, and labd takes %d (%d MiB): %s"
                        .formatted(what, bytes, most, most >> 20, instead);
        return List.of(new Fault(module, null, 0, message));
    }

    /** It has started. */
    record Ready() implements Answer {}

    /** From now on the code of this module runs, or is compiled. */
    record Entering(String module) implements Answer {}

    /**
     * The end of a build.
     *
     * @param classes by binary name; none when there are faults
     */
    record Built(SortedMap<String, byte[]> classes, List<Fault> faults) implements Answer {
        public Built {
            faults = List.copyOf(faults);
        }

        @Override
        public Built tooLarge(int bytes, int most, ToIntFunction<Object> size) {
            String instead = "make it less code, or several modules";
            return new Built(
                    Collections.emptySortedMap(),
                    fault(
                            null,
                            "classes of this module, as they are sent, have",
                            bytes,
                            most,
                            instead));
        }
    }

    /**
     * The end of a compile.
     *
     * @param catalog null when there are faults
     * @param reads the paths of the facts that were asked for
     * @param isClean whether the modules have left nothing running behind them
     */
    record Compiled(
            @Nullable Catalog catalog, List<Fault> faults, SortedSet<String> reads, boolean isClean)
            implements Answer {
        public Compiled {
            faults = List.copyOf(faults);
        }

        @Override
        public Compiled tooLarge(int bytes, int most, ToIntFunction<Object> size) {
            List<Fault> fault =
                    catalog == null
                            ? fault(null, "faults of this catalog have", bytes, most, "tell fewer")
                            : tooLarge(catalog, bytes, most, size);
            return new Compiled(null, fault, reads, isClean);
        }

        /** The module that declares the most of it is the one to look at. */
        private static List<Fault> tooLarge(
                Catalog catalog, int bytes, int most, ToIntFunction<Object> size) {
            Map<String, Integer> sizes =
                    catalog.entries().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            CatalogEntry::module, Collectors.summingInt(size)));
            var largest = Collections.max(sizes.entrySet(), Map.Entry.comparingByValue());
            return fault(
                    largest.getKey(),
                    "declares %d bytes of a catalog that has".formatted(largest.getValue()),
                    bytes,
                    most,
                    "give large files by source(), which sends only their hash");
        }
    }
}
