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
import io.labctl.catalog.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What {@code site.yaml} says: which clouds and environments there are. A site that names no clouds
 * takes any; so does a cloud that names no environments.
 */
record SiteMap(SortedMap<DnsLabel, Cloud> clouds, List<Fault> faults) {
    static final String FILE = "site.yaml";
    private static final Parameters<Form> FORM = Parameters.of(Form.class);

    /** The file's form. */
    record Form(Optional<String> description, @Default SortedMap<DnsLabel, Cloud> clouds) {}

    record Cloud(
            Optional<String> description, @Default SortedMap<DnsLabel, Environment> environments) {}

    record Environment(Optional<String> description) {}

    static SiteMap of(Optional<SiteFile.Content> content) {
        if (content.isEmpty()) {
            return broken(List.of());
        }
        YamlDocument yaml = content.get().yaml().asMap();
        var shorthand = new SiteShorthand();
        Value.Fields plain = shorthand.spelledOut(yaml.fields());
        var faults = new ArrayList<>(yaml.faults());
        faults.addAll(shorthand.faults());
        return switch (FORM.bind(null, List.of(plain), plain.place())) {
            case Binding.Ready<Form>(Form form) when faults.isEmpty() ->
                    new SiteMap(form.clouds(), List.of());
            case Binding.Ready<Form> _ -> broken(faults);
            case Binding.Refused<Form>(var refused) -> {
                faults.addAll(refused);
                yield broken(faults);
            }
        };
    }

    private static SiteMap broken(List<Fault> faults) {
        List<Fault> ordered = faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList();
        return new SiteMap(Collections.emptySortedMap(), ordered);
    }

    /** The environments of one of the clouds; empty when it takes any. */
    Set<DnsLabel> environments(DnsLabel cloud) {
        Cloud known = clouds.get(cloud);
        return known == null ? Set.of() : known.environments().keySet();
    }

    /**
     * A cloud or environment that is not in this site.
     *
     * @param field {@code cloud} or {@code environment}
     * @param name for messages: {@code cloud 'labb'}
     * @param known for the end of a message: the nearest, or all that there are
     */
    record Unknown(String field, String name, String known) {}

    /** What of a place is not in this site; empty when all is. */
    Optional<Unknown> unknown(DnsLabel cloud, DnsLabel environment) {
        if (!takes(clouds.keySet(), cloud)) {
            String name = "cloud '%s'".formatted(cloud);
            return Optional.of(new Unknown("cloud", name, near(cloud, clouds.keySet())));
        }
        Set<DnsLabel> environments = environments(cloud);
        if (!takes(environments, environment)) {
            String name = "environment '%s' of cloud '%s'".formatted(environment, cloud);
            return Optional.of(new Unknown("environment", name, near(environment, environments)));
        }
        return Optional.empty();
    }

    private static boolean takes(Set<DnsLabel> known, DnsLabel given) {
        return known.isEmpty() || known.contains(given);
    }

    private static String near(DnsLabel given, Set<DnsLabel> known) {
        List<String> names = known.stream().map(DnsLabel::value).toList();
        String hint = Suggestion.hint(given.value(), names);
        return hint.isEmpty() ? ", known are " + String.join(", ", names) : hint;
    }

    /** Why this agent has no place in this site; empty when it has one. */
    Optional<Fault> objection(AgentId id) {
        return unknown(id.cloud(), id.environment()).map(unknown -> objection(id, unknown));
    }

    private static Fault objection(AgentId id, Unknown unknown) {
        return Place.in(FILE)
                .fault(
                        null,
                        "server '%s' is in %s, which is not in this site%s"
                                .formatted(id.server(), unknown.name(), unknown.known()));
    }
}
