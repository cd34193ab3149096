package io.labctl.agent.facts;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code az_metadata}: what Azure's instance metadata service tells, without its tokens. */
record AzureMetadata(boolean userData) implements CloudSource {
    private static final String PATH = "/metadata/instance?api-version=2020-09-01";
    private static final Set<String> USER_DATA = Set.of("customData", "userData");

    @Override
    public String name() {
        return "az_metadata";
    }

    @Override
    public SortedMap<String, Object> facts(MetadataService service) {
        byte[] json = service.get(PATH, Map.of("Metadata", "true")).need();
        return new TreeMap<>(Map.of(name(), told(FactText.json(json))));
    }

    private Object told(Object value) {
        if (!(value instanceof Map<?, ?> map) || userData) {
            return value;
        }
        SortedMap<String, Object> told = new TreeMap<>();
        map.forEach(
                (key, each) -> {
                    if (!USER_DATA.contains(String.valueOf(key))) {
                        told.put(String.valueOf(key), told(requireNonNull(each)));
                    }
                });
        return told;
    }
}
