package io.labctl.facts.virtual;

import io.labctl.facts.source.Container;
import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.Firmware;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code cloud.provider}: whose cloud this machine is rented from, by the marks that the cloud
 * leaves in the firmware; nothing is asked. A container has none, as with Facter, where its cgroup
 * or its runtime tells of it; Docker's mark alone does not count here.
 */
public final class CloudFacts implements FactSource {
    /** The same for every machine of Azure, and for nothing else of Hyper-V. */
    private static final String AZURE_CHASSIS = "7783-7084-3265-9085-8269-3286-77";

    private final MachineFiles files;

    public CloudFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "cloud";
    }

    @Override
    public SortedMap<String, Object> gather() {
        var cloud = new Structure();
        if (Container.runtime(files).isEmpty()) {
            cloud.maybe("provider", provider());
        }
        return new Structure().nested(name(), cloud).sorted();
    }

    private Optional<String> provider() {
        if (has("bios_vendor", "Google")) {
            return Optional.of("gce");
        }
        if (has("chassis_asset_tag", AZURE_CHASSIS)) {
            return Optional.of("azure");
        }
        boolean amazon =
                has("sys_vendor", "Amazon EC2")
                        || has("bios_vendor", "Amazon EC2")
                        || has("bios_version", "amazon"); // on Xen
        return amazon ? Optional.of("aws") : Optional.empty();
    }

    private boolean has(String name, String mark) {
        return Firmware.value(name, files).filter(value -> value.contains(mark)).isPresent();
    }
}
