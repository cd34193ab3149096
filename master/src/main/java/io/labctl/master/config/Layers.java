package io.labctl.master.config;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.yaml.SettingsFile;
import io.labctl.catalog.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The places that settings come from, each as a tree of values that know where they stand. */
final class Layers {
    private static final String PREFIX = "LABD_";

    /** What Kubernetes puts beside a Service that is called labd. */
    private static final Pattern OF_KUBERNETES = Pattern.compile("LABD_(SERVICE|PORT)(_.*)?");

    private static final String VARIABLE = "environment variable ";
    private static final String FLAG = "flag --";

    /** As a person goes through them: the file by its lines, the environment, the flags. */
    static final Comparator<Fault> ORDER =
            Comparator.comparingInt(Layers::rank)
                    .thenComparingInt(Fault::line)
                    .thenComparing(fault -> String.valueOf(fault.file()));

    private final List<Fault> faults;

    Layers(List<Fault> faults) {
        this.faults = faults;
    }

    Value.Fields file(Path file) {
        Place place = Place.in(file.toString());
        try {
            YamlDocument document =
                    YamlDocument.read(file.toString(), SettingsFile.bytes(file)).asMap();
            faults.addAll(document.faults());
            return document.fields();
        } catch (IOException e) {
            faults.add(
                    place.fault(null, "file cannot be read: %s".formatted(FileTrouble.reason(e))));
        }
        return Value.Fields.empty(place);
    }

    /** The secrets beside the settings are not looked at here. */
    Value.Fields environment(Map<String, String> environment, List<String> secrets) {
        var names = new LinkedHashMap<String, String>();
        LabdSettings.KEYS.forEach(key -> names.put(variable(key), key));
        var known = new ArrayList<>(names.keySet());
        known.addAll(secrets);
        var tree = new LinkedHashMap<String, Value>();
        environment.forEach(
                (name, value) -> {
                    String key = names.get(name);
                    if (key != null) {
                        put(tree, key, value, Place.in(VARIABLE + name));
                    } else if (name.startsWith(PREFIX)
                            && !OF_KUBERNETES.matcher(name).matches()
                            && !secrets.contains(name)) {
                        faults.add(
                                Place.in(VARIABLE + name)
                                        .fault(
                                                null,
                                                "unknown setting" + Suggestion.hint(name, known)));
                    }
                });
        return fields(tree, Place.in("environment"));
    }

    Value.Fields flags(Map<String, String> flags) {
        var tree = new LinkedHashMap<String, Value>();
        flags.forEach((key, value) -> put(tree, key, value, Place.in(FLAG + flag(key))));
        return fields(tree, Place.in("flags"));
    }

    private static int rank(Fault fault) {
        String place = fault.file();
        if (place == null) {
            return 3;
        }
        return place.startsWith(FLAG) ? 2 : place.startsWith(VARIABLE) ? 1 : 0;
    }

    private static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String flag(String key) {
        return key.equals("names") ? "name" : key.equals("database.url") ? "database" : key;
    }

    private static void put(Map<String, Value> tree, String key, String text, Place place) {
        Value value =
                LabdSettings.LISTS.contains(key)
                        ? new Value.Items(
                                place,
                                Arrays.stream(text.split(","))
                                        .map(String::strip)
                                        .map(each -> (Value) new Value.Scalar(place, each, false))
                                        .toList())
                        : new Value.Scalar(place, text, false);
        int dot = key.indexOf('.');
        if (dot < 0) {
            tree.put(key, value);
            return;
        }
        String above = key.substring(0, dot);
        var inner = new LinkedHashMap<String, Value.Field>();
        if (tree.get(above) instanceof Value.Fields earlier) {
            inner.putAll(earlier.fields());
        }
        inner.put(key.substring(dot + 1), new Value.Field(place, value));
        tree.put(above, new Value.Fields(place, inner));
    }

    private static Value.Fields fields(Map<String, Value> tree, Place place) {
        var fields = new LinkedHashMap<String, Value.Field>();
        tree.forEach((key, value) -> fields.put(key, new Value.Field(value.place(), value)));
        return new Value.Fields(place, fields);
    }
}
