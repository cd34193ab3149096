package io.labctl.facts.virtual;

import io.labctl.facts.source.CpuInfo;
import io.labctl.facts.source.Firmware;
import io.labctl.facts.source.MachineFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The hypervisor below this machine, under the name that Facter 4 gives it. */
final class Hypervisor {
    private static final String PCI = "/sys/bus/pci/devices/";
    private static final String VIRTIO = "0x1af4";
    private static final long XENFEAT_DOM0 = 1 << 11;

    /** By a part of the product's name (SMBIOS); the first that fits. */
    private static final Map<String, String> PRODUCTS = products();

    /** By the vendor number of a PCI device that only this hypervisor has. */
    private static final Map<String, String> PCI_VENDORS =
            Map.of(
                    "0x80ee",
                    "virtualbox",
                    "0x15ad",
                    "vmware",
                    "0x1414",
                    "hyperv",
                    "0x5853",
                    "xenhvm",
                    "0x1ab8",
                    "parallels");

    private final MachineFiles files;

    Hypervisor(MachineFiles files) {
        this.files = files;
    }

    Optional<String> name() {
        return byFirmware().or(this::byXen).or(this::byDeviceTree).or(this::byDevices);
    }

    private Optional<String> byFirmware() {
        String bios = dmi("bios_vendor");
        String vendor = dmi("sys_vendor");
        String product = dmi("product_name");
        if (bios.contains("Google")) {
            return Optional.of("gce");
        }
        if (bios.contains("Amazon EC2") || vendor.equals("QEMU")) {
            return Optional.of("kvm");
        }
        return PRODUCTS.entrySet().stream()
                .filter(known -> product.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Optional<String> byXen() {
        if (!files.text("/sys/hypervisor/type").orElse("").startsWith("xen")) {
            return Optional.empty();
        }
        if (isFirstDomain()) {
            return Optional.of("xen0");
        }
        boolean hvm = files.value("/sys/hypervisor/guest_type").equals(Optional.of("HVM"));
        return Optional.of(hvm ? "xenhvm" : "xenu");
    }

    /** By xenfs, which is not always mounted, or by the features in sysfs, a hexadecimal number. */
    private boolean isFirstDomain() {
        return files.text("/proc/xen/capabilities").orElse("").contains("control_d")
                || files.value("/sys/hypervisor/properties/features")
                        .filter(features -> features.matches("[0-9a-fA-F]{1,15}"))
                        .filter(features -> (Long.parseLong(features, 16) & XENFEAT_DOM0) != 0)
                        .isPresent();
    }

    private Optional<String> byDeviceTree() {
        String compatible = files.text("/proc/device-tree/hypervisor/compatible").orElse("");
        if (compatible.contains("kvm")) {
            return Optional.of("kvm");
        }
        return compatible.contains("xen") ? Optional.of("xenu") : Optional.empty();
    }

    /**
     * An x86 processor says that it is virtual; without that, virtio hardware proves nothing there.
     */
    private Optional<String> byDevices() {
        CpuInfo cpus = CpuInfo.read(files);
        boolean told = cpus.flags().contains("hypervisor");
        if (!told && !cpus.flags().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> byPci =
                files.names(PCI).stream()
                        .map(device -> files.value(PCI + device + "/vendor").orElse(""))
                        .filter(vendor -> PCI_VENDORS.containsKey(vendor) || vendor.equals(VIRTIO))
                        .map(vendor -> PCI_VENDORS.getOrDefault(vendor, "kvm"))
                        .findFirst();
        return byPci.or(
                        () ->
                                files.names("/sys/bus/virtio/devices").stream()
                                        .findFirst()
                                        .map(_ -> "kvm"))
                .or(() -> told ? Optional.of("unknown") : Optional.empty());
    }

    private String dmi(String name) {
        return Firmware.value(name, files).orElse("");
    }

    private static Map<String, String> products() {
        Map<String, String> products = new LinkedHashMap<>();
        products.put("VMware", "vmware");
        products.put("VirtualBox", "virtualbox");
        products.put("Parallels", "parallels");
        products.put("KVM", "kvm");
        products.put("Virtual Machine", "hyperv");
        products.put("RHEV Hypervisor", "rhev");
        products.put("oVirt Node", "ovirt");
        products.put("HVM domU", "xenhvm");
        products.put("Bochs", "bochs");
        products.put("OpenBSD", "vmm");
        products.put("BHYVE", "bhyve");
        return Collections.unmodifiableMap(products);
    }
}
