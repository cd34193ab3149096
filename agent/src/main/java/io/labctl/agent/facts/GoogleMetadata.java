package io.labctl.agent.facts;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code gce}: what Google Compute Engine's metadata server tells. */
record GoogleMetadata(boolean userData) implements CloudSource {
    private static final String PATH = "/computeMetadata/v1/?recursive=true&alt=json";

    /** Credentials of service accounts, and those by which a node joins a cluster. */
    private static final Set<String> SECRETS = Set.of("token", "identity", "kube-env");

    /** Of the machine and of the project: start scripts, cloud-init's user data, and so on. */
    private static final String USER_DATA = "attributes";

    /** Of these long names, Facter keeps what is behind the last slash. */
    private static final Set<String> SHORTENED =
            Set.of(
                    "/instance/image",
                    "/instance/machineType",
                    "/instance/zone",
                    "/instance/networkInterfaces/0/network");

    @Override
    public String name() {
        return "gce";
    }

    @Override
    public SortedMap<String, Object> facts(MetadataService service) {
        byte[] json =
                service.get(PATH, Map.of("Metadata-Flavor", "Google", "Accept", "application/json"))
                        .need();
        return new TreeMap<>(Map.of(name(), told("", FactText.json(json))));
    }

    private Object told(String path, Object value) {
        return switch (value) {
            case Map<?, ?> map -> map(path, map);
            case List<?> list -> list(path, list);
            case String text when SHORTENED.contains(path) ->
                    text.substring(text.lastIndexOf('/') + 1);
            default -> value;
        };
    }

    private SortedMap<String, Object> map(String path, Map<?, ?> map) {
        SortedMap<String, Object> told = new TreeMap<>();
        map.forEach(
                (key, value) -> {
                    String name = String.valueOf(key);
                    if (!SECRETS.contains(name) && (userData || !name.equals(USER_DATA))) {
                        told.put(name, told(path + "/" + name, requireNonNull(value)));
                    }
                });
        return told;
    }

    private List<Object> list(String path, List<?> list) {
        List<Object> told = new ArrayList<>();
        for (Object item : list) {
            told.add(told(path + "/" + told.size(), item));
        }
        return told;
    }
}
