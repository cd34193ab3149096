package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import java.util.List;

/**
 * A setting of the kernel: its value now, in {@code /proc/sys}, and its value at the next boot, in
 * the file {@code /etc/sysctl.d/60-labctl-NAME.conf}. A setting that a file read later sets to
 * something else counts as failed, for it would not outlast a boot; its value now is set all the
 * same.
 *
 * @param name with dots as separators
 * @param value words with one blank between them; empty only when it is absent
 * @param runtime whether the value now is managed
 * @param persistent whether the value at the next boot is managed
 */
public record SysctlResource(
        String name, Presence ensure, String value, boolean runtime, boolean persistent)
        implements Resource {
    public static final String TYPE = "sysctl";

    public SysctlResource {
        name = new SysctlName(name).value();
        value = value.strip().replaceAll("[ \t]+", " ");
        Rules.oneLine("value", value);
        if (ensure == Presence.PRESENT && value.isEmpty()) {
            throw InvalidInput.inField("value", "sysctl '%s' has no value".formatted(name));
        }
        if (!runtime && !persistent) {
            throw InvalidInput.inField(
                    "persistent",
                    "sysctl '%s' is managed neither now nor for the next boot: use one of runtimeOnly and persistentOnly"
                            .formatted(name));
        }
    }

    /** The file that keeps the value for the next boot. */
    @JsonIgnore
    public String file() {
        return "/etc/sysctl.d/60-labctl-%s.conf".formatted(name.replace('/', ','));
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return persistent ? List.of(file()) : List.of();
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }
}
