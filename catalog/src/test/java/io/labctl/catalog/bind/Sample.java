package io.labctl.catalog.bind;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Merged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A module with a parameter of each kind. */
record Sample(
        String title,
        @Default("true") boolean active,
        @Default("3") int tries,
        @Default("0") long bytes,
        @Default("0.5") double share,
        @Default("30s") Duration every,
        @Default("warm-up") Mode mode,
        @Merged @Default List<String> servers,
        @Merged @Default SortedMap<String, Member> members,
        @Default Map<String, Integer> plain,
        Optional<Member> leader,
        Optional<Label> label)
        implements LabModule {

    enum Mode {
        WARM_UP,
        FULL
    }

    record Member(Optional<String> note, @Default List<String> tags, @Default("7") int weight) {
        Member {
            if (weight < 0) {
                throw InvalidInput.inField("weight", "weight %d is negative".formatted(weight));
            }
        }
    }

    record Label(String text) {
        Label {
            if (text.isBlank()) {
                throw new InvalidInput("label is blank");
            }
        }
    }
}
