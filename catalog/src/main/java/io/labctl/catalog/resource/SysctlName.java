package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * The name of a kernel setting, {@code net.ipv4.ip_forward} or {@code net/ipv4/ip_forward}. As for
 * sysctl(8), the first separator decides which of the two it is, and the other character is then an
 * ordinary one: {@code net/ipv4/conf/eth0.1/forwarding}.
 *
 * @param value kept with dots as separators
 */
public record SysctlName(String value) implements Comparable<SysctlName> {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_@:+-]+([./][A-Za-z0-9_@:+-]+)+");

    public SysctlName {
        if (!NAME.matcher(value).matches()) {
            throw InvalidInput.inField(
                    "sysctl",
                    "sysctl name '%s' is not a kernel setting's, such as net.ipv4.ip_forward"
                            .formatted(Printable.of(value)));
        }
        value = isWithSlashes(value) ? exchanged(value) : value;
    }

    /** Where the kernel shows it below {@code /proc/sys}. */
    public String path() {
        return exchanged(value);
    }

    private static boolean isWithSlashes(String name) {
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        return slash >= 0 && (dot < 0 || slash < dot);
    }

    private static String exchanged(String name) {
        return name.replace('.', '\n').replace('/', '.').replace('\n', '/');
    }

    @Override
    public int compareTo(SysctlName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
