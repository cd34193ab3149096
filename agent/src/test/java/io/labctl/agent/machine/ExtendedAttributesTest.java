package io.labctl.agent.machine;

import static io.labctl.agent.apply.Wanted.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a file system that has them, as ext4 and xfs do. */
class ExtendedAttributesTest {
    private static final String MOTD = "/etc/motd";
    private static final String ACL = "system.posix_acl_access";

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).write(MOTD, "old\n");
    }

    @Test
    void replaced_content_keeps_what_people_attached_to_the_file() throws IOException {
        give(MOTD, "user.reviewed", bytes("by ada"));

        assertThat(apply(file(MOTD, "new\n")).reason()).isNull();

        assertThat(machine.read(MOTD)).isEqualTo("new\n");
        assertThat(attributes(MOTD)).containsEntry("user.reviewed", bytes("by ada"));
    }

    @Test
    void replaced_content_keeps_what_only_root_sees() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "trusted.* needs root");
        give(MOTD, "trusted.label", bytes("x"));

        assertThat(apply(file(MOTD, "new\n")).reason()).isNull();

        assertThat(attributes(MOTD)).containsEntry("trusted.label", bytes("x"));
    }

    @Test
    void file_capabilities_are_not_carried_to_other_bytes() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "capabilities need root");
        byte[] netRaw = {1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThat(Libc.setAttribute(machine.at(MOTD), "security.capability", netRaw)).isZero();

        assertThat(apply(file(MOTD, "new\n")).reason()).isNull();

        assertThat(Libc.attribute(machine.at(MOTD), "security.capability", new byte[0]))
                .isEqualTo(-Libc.ENODATA);
    }

    @Test
    void an_access_list_stays_and_the_mode_is_its_mask() throws IOException {
        accessList(MOTD, 4);
        mode(MOTD, "rw-rw----");

        assertThat(apply(file(MOTD, "new\n")).reason()).isNull();

        assertThat(attributes(MOTD)).containsEntry(ACL, accessList(6));
        assertThat(mode(MOTD)).isEqualTo("rw-rw----");
        assertThat(apply(file(MOTD, "new\n")).changes()).isEmpty();
    }

    @Test
    void a_mode_that_is_asked_for_narrows_the_access_list() throws IOException {
        accessList(MOTD, 6);
        mode(MOTD, "rw-rw----");

        apply(file(MOTD, new Content.Inline("new\n"), "0640"));

        assertThat(attributes(MOTD)).containsEntry(ACL, accessList(4));
    }

    @Test
    void nobody_is_let_in_by_the_list_before_there_is_a_mode() throws IOException {
        accessList(MOTD, 6);
        mode(MOTD, "rw-rw-r--");

        try (Candidate candidate = Candidate.beside(machine.at(MOTD))) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(candidate.path())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void what_a_folder_gives_to_new_files_lets_nobody_into_one_that_is_replaced()
            throws IOException {
        mode(MOTD, "rw-r-----");
        give("/etc", "system.posix_acl_default", accessList(6));

        assertThat(apply(file(MOTD, "new\n")).reason()).isNull();

        assertThat(attributes(MOTD)).doesNotContainKey(ACL);
        assertThat(mode(MOTD)).isEqualTo("rw-r-----");
    }

    @Test
    void other_files_that_are_replaced_keep_them_too() throws IOException {
        machine.write("/etc/hosts", "127.0.0.1 localhost\n");
        give("/etc/hosts", "user.reviewed", bytes("by ada"));

        assertThat(apply(Wanted.host("db", "10.0.0.1")).reason()).isNull();

        assertThat(attributes("/etc/hosts")).containsKey("user.reviewed");
    }

    @Test
    void where_there_are_none_nothing_is_to_be_kept() throws IOException {
        assertThat(of(Path.of("/proc/self/status")).values()).isEmpty();
    }

    private void accessList(String path, int mask) throws IOException {
        Files.setPosixFilePermissions(
                machine.at(path), PosixFilePermissions.fromString("rw-------"));
        give(path, ACL, accessList(mask));
    }

    /** user::rw- user:1234:rw- group::r-- mask::? other::--- */
    private static byte[] accessList(int mask) {
        return new byte[] {
            2,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            -1,
            -1,
            -1,
            -1,
            2,
            0,
            6,
            0,
            (byte) 0xd2,
            4,
            0,
            0,
            4,
            0,
            4,
            0,
            -1,
            -1,
            -1,
            -1,
            0x10,
            0,
            (byte) mask,
            0,
            -1,
            -1,
            -1,
            -1,
            0x20,
            0,
            0,
            0,
            -1,
            -1,
            -1,
            -1,
        };
    }

    private void give(String path, String name, byte[] value) throws IOException {
        new ExtendedAttributes(new TreeMap<>(Map.of(name, value))).giveTo(machine.at(path));
    }

    private Map<String, byte[]> attributes(String path) throws IOException {
        return of(machine.at(path)).values();
    }

    private static ExtendedAttributes of(Path path) throws IOException {
        try (HeldEntry file = HeldEntry.at(path).orElseThrow()) {
            return ExtendedAttributes.of(file);
        }
    }

    private void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(machine.at(path), PosixFilePermissions.fromString(mode));
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.at(path)));
    }

    private ResourceReport apply(Resource wanted) {
        return machine.apply(wanted).getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
