package io.labctl.master.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.module.Fault;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
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
     */
    default Answer tooLarge(int bytes, int most) {
        return this;
    }

    private static List<Fault> fault(String what, int bytes, int most, String instead) {
        String message =
                "%s %d bytes, and labd takes %d (%d MiB): %s"
                        .formatted(what, bytes, most, most >> 20, instead);
        return List.of(new Fault(null, null, 0, message));
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
        public Built tooLarge(int bytes, int most) {
            String instead = "make it less code, or several modules";
            return new Built(
                    Collections.emptySortedMap(),
                    fault("classes of this module, as they are sent, have", bytes, most, instead));
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
        public Compiled tooLarge(int bytes, int most) {
            List<Fault> fault =
                    catalog == null
                            ? fault("faults of this catalog have", bytes, most, "tell fewer")
                            : fault(
                                    "catalog of this server has",
                                    bytes,
                                    most,
                                    "give large files by source(), which sends only their hash");
            return new Compiled(null, fault, reads, isClean);
        }
    }
}
