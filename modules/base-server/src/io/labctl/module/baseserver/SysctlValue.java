package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.OneLine;
import io.labctl.catalog.resource.SysctlName;

/**
 * What is wanted of a setting of the kernel.
 *
 * @param value its value, or {@code absent}, which takes back that it is set at boot
 */
public record SysctlValue(String value) {
    private static final String ABSENT = "absent";

    public SysctlValue {
        if (new OneLine(value).value().isBlank()) {
            throw new InvalidInput("setting has no value");
        }
    }

    void declare(Plan plan, SysctlName name) {
        var setting = plan.sysctl(name.value(), value);
        if (value.equals(ABSENT)) {
            setting.absent();
        }
    }
}
