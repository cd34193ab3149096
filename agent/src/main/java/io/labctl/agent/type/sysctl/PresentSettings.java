package io.labctl.agent.type.sysctl;

import io.labctl.agent.present.Present;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SysctlResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Settings of the kernel as they are now. */
public final class PresentSettings implements Present {
    private final SysctlType type;

    public PresentSettings(SysctlType type) {
        this.type = type;
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        var there = new ArrayList<Resource>();
        for (String name : names) {
            SysctlResource asked = setting(name, "?");
            Setting found = type.observe(List.of(asked)).get(asked);
            if (found != null) {
                found.now()
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> there.add(setting(name, value)));
            }
        }
        return there;
    }

    private static SysctlResource setting(String name, String value) {
        return new SysctlResource(name, Presence.PRESENT, value, true, false);
    }
}
