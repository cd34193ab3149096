package io.labctl.agent.facts;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code az_metadata}: what Azure's instance metadata service tells, without its tokens. */
final class AzureMetadata implements CloudSource {
    private static final String PATH = "/metadata/instance?api-version=2020-09-01";

    @Override
    public String name() {
        return "az_metadata";
    }

    @Override
    public SortedMap<String, Object> facts(MetadataService service) {
        byte[] json = service.get(PATH, Map.of("Metadata", "true")).need();
        return new TreeMap<>(Map.of(name(), FactText.json(json)));
    }
}
