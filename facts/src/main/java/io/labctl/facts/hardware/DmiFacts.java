package io.labctl.facts.hardware;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.Firmware;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.WholeNumber;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code dmi}: what the firmware says of the hardware (SMBIOS), from {@code /sys/class/dmi/id};
 * absent on boards and in virtual machines without SMBIOS. Serial numbers and the UUID can be read
 * by root only.
 */
public final class DmiFacts implements FactSource {
    /** Chassis types from 1 on (SMBIOS 3.7, 7.4.1); 2 is "Unknown". */
    private static final List<String> CHASSIS =
            List.of(
                    "Other",
                    "",
                    "Desktop",
                    "Low Profile Desktop",
                    "Pizza Box",
                    "Mini Tower",
                    "Tower",
                    "Portable",
                    "Laptop",
                    "Notebook",
                    "Hand Held",
                    "Docking Station",
                    "All in One",
                    "Sub Notebook",
                    "Space-Saving",
                    "Lunch Box",
                    "Main System Chassis",
                    "Expansion Chassis",
                    "SubChassis",
                    "Bus Expansion Chassis",
                    "Peripheral Chassis",
                    "Storage Chassis",
                    "Rack Mount Chassis",
                    "Sealed-Case PC",
                    "Multi-system",
                    "CompactPCI",
                    "AdvancedTCA",
                    "Blade",
                    "Blade Enclosure",
                    "Tablet",
                    "Convertible",
                    "Detachable",
                    "IoT Gateway",
                    "Embedded PC",
                    "Mini PC",
                    "Stick PC");

    private final MachineFiles files;

    public DmiFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "dmi";
    }

    @Override
    public SortedMap<String, Object> gather() {
        Structure dmi =
                new Structure()
                        .maybe("manufacturer", id("sys_vendor"))
                        .nested(
                                "bios",
                                new Structure()
                                        .maybe("release_date", id("bios_date"))
                                        .maybe("vendor", id("bios_vendor"))
                                        .maybe("version", id("bios_version")))
                        .nested(
                                "board",
                                new Structure()
                                        .maybe("asset_tag", id("board_asset_tag"))
                                        .maybe("manufacturer", id("board_vendor"))
                                        .maybe("product", id("board_name"))
                                        .maybe("serial_number", id("board_serial")))
                        .nested(
                                "chassis",
                                new Structure()
                                        .maybe("asset_tag", id("chassis_asset_tag"))
                                        .maybe(
                                                "type",
                                                id("chassis_type").flatMap(DmiFacts::chassis)))
                        .nested(
                                "product",
                                new Structure()
                                        .maybe("name", id("product_name"))
                                        .maybe("serial_number", id("product_serial"))
                                        .maybe("uuid", id("product_uuid"))
                                        .maybe("version", id("product_version")));
        return new Structure().nested(name(), dmi).sorted();
    }

    private Optional<String> id(String file) {
        return Firmware.value(file, files);
    }

    private static Optional<String> chassis(String number) {
        return WholeNumber.parse(number)
                .filter(type -> type >= 1 && type <= CHASSIS.size())
                .map(type -> CHASSIS.get(type.intValue() - 1))
                .filter(type -> !type.isEmpty());
    }
}
