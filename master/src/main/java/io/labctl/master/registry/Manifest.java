package io.labctl.master.registry;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The form of {@code module.yaml}.
 *
 * @param type the full name of the record that is the module
 * @param dependencies modules that come along and are applied before
 * @param parameters descriptions of the record's components; each must be one of them
 */
record Manifest(
        DnsLabel name,
        Version version,
        String description,
        String type,
        @Default Targets targets,
        @Default List<String> dependencies,
        @Default SortedMap<String, String> parameters) {
    /** Three numbers and perhaps a suffix (semver.org, 2.0.0, section 9). */
    record Version(String text) {
        private static final Pattern FORM =
                Pattern.compile("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}(-[0-9A-Za-z.-]{1,60})?");

        Version {
            if (!FORM.matcher(text).matches()) {
                throw new InvalidInput(
                        "version '%s' is not three numbers, such as 1.0.0"
                                .formatted(Printable.of(text)));
            }
        }
    }

    /**
     * Who gets the module by itself. A server must fit both parts; an empty part fits every server,
     * so a module without targets is for all.
     *
     * @param roles any one of them
     * @param labels all of them
     */
    record Targets(@Default List<DnsLabel> roles, @Default SortedMap<LabelKey, LabelValue> labels) {
        boolean fit(String role, SortedMap<String, String> serverLabels) {
            return (roles.isEmpty() || roles.stream().anyMatch(each -> each.value().equals(role)))
                    && labels.entrySet().stream().allMatch(each -> isIn(serverLabels, each));
        }

        private static boolean isIn(
                SortedMap<String, String> serverLabels, Map.Entry<LabelKey, LabelValue> label) {
            return label.getValue().text().equals(serverLabels.get(label.getKey().text()));
        }
    }

    /** One half of a {@link Label}, which is told with its own line when it is wrong. */
    record LabelKey(String text) implements Comparable<LabelKey> {
        LabelKey {
            Label.checkKey(text);
        }

        @Override
        public int compareTo(LabelKey other) {
            return text.compareTo(other.text);
        }
    }

    /** The other half. */
    record LabelValue(String text) {
        LabelValue {
            Label.checkValue(text);
        }
    }
}
