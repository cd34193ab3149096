package io.labctl.master.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.module.Fault;
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
    /** It has started. */
    record Ready() implements Answer {}

    /** From now on the code of this module runs. */
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
    }
}
