package io.labctl.facts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The group {@code my-data} is what LVM 2.03.16 wrote of two disks of 64 MiB; {@code vgs} and
 * {@code pvs} showed the same sizes and free space.
 */
class LvmFactsTest {
    private static final String GROUP = "a10NwM-qT7l-VSnx-Ckxg-gKVp-RJod-mvaeez";
    private static final String LOGS = "i1jVIK-4rPn-BKCR-AeW9-jUgY-iCl1-u7e0Zv";
    private static final String BACKUP = "/etc/lvm/backup/my-data";
    private static final Map<String, Object> WEB_ROOT =
            Map.of(
                    "uuid",
                    "jdr5aU-WfhE-al65-1u2l-YEIy-VE5k-1WoLH2",
                    "size_bytes",
                    40L << 20,
                    "size",
                    "40.00 MiB");

    @TempDir private Path root;

    @Test
    void a_machine_without_volumes_has_no_such_fact() {
        assertThat(FixtureMachine.debian(root).fact("lvm")).isNull();
    }

    @Test
    void active_volumes_are_told_by_the_kernel_alone() {
        var machine = active(new FixtureMachine(root));

        assertThat(machine.fact("lvm", "volume_groups"))
                .isEqualTo(
                        Map.of(
                                "my-data",
                                Map.of(
                                        "uuid",
                                        GROUP,
                                        "logical_volumes",
                                        Map.of("web-root", WEB_ROOT))));
    }

    @Test
    void parts_and_layers_of_a_volume_are_none() {
        var machine =
                active(new FixtureMachine(root))
                        .file("/sys/block/dm-1/dm/name", "my--data-web--root_rimage_0")
                        .file("/sys/block/dm-1/dm/uuid", uuid(GROUP, LOGS))
                        .file("/sys/block/dm-2/dm/name", "my--data-pool-tpool")
                        .file("/sys/block/dm-2/dm/uuid", uuid(GROUP, LOGS) + "-tpool")
                        .file("/sys/block/dm-3/dm/name", "cryptroot")
                        .file("/sys/block/dm-3/dm/uuid", "CRYPT-LUKS2-0a");

        assertThat(machine.fact("lvm", "volume_groups", "my-data", "logical_volumes"))
                .isEqualTo(Map.of("web-root", WEB_ROOT));
    }

    @Test
    void what_lvm_wrote_down_tells_the_rest() throws IOException {
        var machine =
                active(new FixtureMachine(root))
                        .bytes(BACKUP, backup())
                        .file("/sys/block/sdb/dev", "8:16")
                        .file(
                                "/run/udev/data/b8:16",
                                "E:ID_FS_TYPE=LVM2_member",
                                "E:ID_FS_UUID=jsiaNy-e3yA-NgFe-SbNN-t6X4-ezvV-EFq5iI");

        assertThat(machine.fact("lvm", "volume_groups", "my-data"))
                .isEqualTo(
                        Map.of(
                                "uuid",
                                GROUP,
                                "size_bytes",
                                120L << 20,
                                "size",
                                "120.00 MiB",
                                "free_bytes",
                                68L << 20,
                                "free",
                                "68.00 MiB",
                                "physical_volumes",
                                Map.of(
                                        "/dev/loop0",
                                        physical("ObVwkL-oCDZ-ZbTJ-Akko-QTfl-bqGf-80482l", 8),
                                        "/dev/sdb",
                                        physical("jsiaNy-e3yA-NgFe-SbNN-t6X4-ezvV-EFq5iI", 60)),
                                "logical_volumes",
                                Map.of(
                                        "web-root",
                                        WEB_ROOT,
                                        "logs",
                                        Map.of(
                                                "uuid",
                                                LOGS,
                                                "size_bytes",
                                                12L << 20,
                                                "size",
                                                "12.00 MiB"))));
    }

    @Test
    void a_group_without_active_volumes_counts_while_one_of_its_disks_is_there()
            throws IOException {
        var machine = new FixtureMachine(root).bytes(BACKUP, backup());
        assertThat(machine.fact("lvm")).isNull();

        machine.file("/sys/block/sda/sda2/dev", "8:2")
                .file(
                        "/run/udev/data/b8:2",
                        "E:ID_FS_TYPE=LVM2_member",
                        "E:ID_FS_UUID=ObVwkL-oCDZ-ZbTJ-Akko-QTfl-bqGf-80482l");

        assertThat(machine.fact("lvm", "volume_groups", "my-data", "free_bytes"))
                .isEqualTo(68L << 20);
        assertThat(machine.fact("lvm", "volume_groups", "my-data", "physical_volumes", "/dev/sda2"))
                .isNotNull();
    }

    @Test
    void a_note_of_another_group_of_that_name_is_not_believed() throws IOException {
        var machine = active(new FixtureMachine(root)).bytes(BACKUP, backup().replace(GROUP, LOGS));

        assertThat(machine.fact("lvm", "volume_groups", "my-data", "free")).isNull();
    }

    @Test
    void a_note_that_is_damaged_is_a_fault_that_names_it() throws IOException {
        var machine =
                active(new FixtureMachine(root))
                        .bytes(BACKUP, backup().replace("pe_count = 15", "pe_count = many"));

        assertThat(machine.gather().faults())
                .contains(
                        new MachineFacts.Fault(
                                "lvm", "/etc/lvm/backup/my-data has no number for 'pe_count'"));
        assertThat(
                        active(new FixtureMachine(root))
                                .bytes(BACKUP, "my-data " + "{ a ".repeat(100))
                                .gather()
                                .faults())
                .contains(
                        new MachineFacts.Fault(
                                "lvm", "/etc/lvm/backup/my-data has sections nested too deep"));
    }

    private static FixtureMachine active(FixtureMachine machine) {
        return machine.file("/sys/block/dm-0/dm/name", "my--data-web--root")
                .file(
                        "/sys/block/dm-0/dm/uuid",
                        uuid(GROUP, "jdr5aU-WfhE-al65-1u2l-YEIy-VE5k-1WoLH2"))
                .file("/sys/block/dm-0/size", "81920");
    }

    private static String uuid(String group, String volume) {
        return "LVM-" + (group + volume).replace("-", "");
    }

    private static Map<String, Object> physical(String uuid, long freeMebibytes) {
        return Map.of(
                "uuid",
                uuid,
                "size_bytes",
                60L << 20,
                "size",
                "60.00 MiB",
                "free_bytes",
                freeMebibytes << 20,
                "free",
                freeMebibytes + ".00 MiB");
    }

    private static String backup() throws IOException {
        try (var in = requireNonNull(LvmFactsTest.class.getResourceAsStream("/lvm/my-data"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
