package io.labctl.master.site;

import io.labctl.catalog.bind.Binding;
import io.labctl.catalog.bind.Parameters;
import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Suggestion;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What {@code site.yaml} says: which clouds and environments there are. A site that names no clouds
 * takes any; so does a cloud that names no environments.
 */
record SiteMap(SortedMap<String, Cloud> clouds, List<Fault> faults) {
    static final String FILE = "site.yaml";
    private static final Parameters<Form> FORM = Parameters.of(Form.class);

    /** The file's form. */
    record Form(Optional<String> description, @Default SortedMap<String, Cloud> clouds) {
        Form {
            clouds.keySet().forEach(DnsLabel::new);
        }
    }

    record Cloud(
            Optional<String> description, @Default SortedMap<String, Environment> environments) {
        Cloud {
            environments.keySet().forEach(DnsLabel::new);
        }
    }

    record Environment(Optional<String> description) {}

    static SiteMap of(Optional<SiteFile.Content> content) {
        if (content.isEmpty()) {
            return broken(List.of());
        }
        List<Fault> faults = content.get().yaml().faults();
        return faults.isEmpty() ? of(content.get().yaml().root()) : broken(faults);
    }

    private static SiteMap of(Value root) {
        return switch (root) {
            case Value.Nothing _ -> broken(List.of());
            case Value.Fields fields -> bound(fields);
            case Value.Scalar _, Value.Items _ ->
                    broken(
                            List.of(
                                    root.place()
                                            .fault(
                                                    null,
                                                    "file holds %s, not a map"
                                                            .formatted(root.shown()))));
        };
    }

    private static SiteMap bound(Value.Fields root) {
        Value.Fields plain = SiteShorthand.spelledOut(root);
        return switch (FORM.bind(null, List.of(plain), root.place())) {
            case Binding.Ready<Form>(Form form) -> new SiteMap(form.clouds(), List.of());
            case Binding.Refused<Form>(var faults) -> broken(faults);
        };
    }

    private static SiteMap broken(List<Fault> faults) {
        return new SiteMap(Collections.emptySortedMap(), faults);
    }

    /** Why this agent has no place in this site; empty when it has one. */
    Optional<Fault> objection(AgentId id) {
        if (clouds.isEmpty()) {
            return Optional.empty();
        }
        Cloud cloud = clouds.get(id.cloud().value());
        if (cloud == null) {
            return Optional.of(
                    unknown(id, "cloud '%s'".formatted(id.cloud()), id.cloud(), clouds.keySet()));
        }
        Collection<String> environments = cloud.environments().keySet();
        return environments.isEmpty() || environments.contains(id.environment().value())
                ? Optional.empty()
                : Optional.of(
                        unknown(
                                id,
                                "environment '%s' of cloud '%s'"
                                        .formatted(id.environment(), id.cloud()),
                                id.environment(),
                                environments));
    }

    private static Fault unknown(
            AgentId id, String place, DnsLabel given, Collection<String> known) {
        String hint = Suggestion.hint(given.value(), known);
        return Place.in(FILE)
                .fault(
                        null,
                        "server '%s' is in %s, which is not in this site%s"
                                .formatted(
                                        id.server(),
                                        place,
                                        hint.isEmpty()
                                                ? ", known are " + String.join(", ", known)
                                                : hint));
    }
}
