package io.labctl.agent.type.symlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SymlinkResource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymlinkTypeTest {
    /** Of 255 bytes, the longest that Linux takes. */
    private static final String LONGEST = "/etc/" + "x".repeat(255);

    /** As many bytes, in fewer characters. */
    private static final String LONGEST_IN_UTF_8 = "/etc/" + "\u20ac".repeat(85);

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
    }

    @Test
    void a_link_may_have_the_longest_name() throws IOException {
        apply(link(LONGEST, "one"));
        apply(link(LONGEST, "two"));

        assertThat(Files.readSymbolicLink(machine.at(LONGEST))).hasToString("two");
        assertThat(machine.at("/etc").toFile().list()).hasSize(1);
    }

    @Test
    void the_longest_name_is_counted_in_bytes() throws IOException {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode('\u20ac'),
                "the locale of this test has no such names");

        apply(link(LONGEST_IN_UTF_8, "one"));
        assertThat(Files.readSymbolicLink(machine.at(LONGEST_IN_UTF_8))).hasToString("one");

        Files.delete(machine.at(LONGEST_IN_UTF_8));
        apply(Wanted.file(LONGEST_IN_UTF_8, "x\n"));
        assertThat(machine.read(LONGEST_IN_UTF_8)).isEqualTo("x\n");
    }

    private static SymlinkResource link(String path, String target) {
        return new SymlinkResource(path, Presence.PRESENT, target);
    }

    private void apply(Resource wanted) {
        assertThat(machine.apply(wanted).getFirst().reason()).isNull();
    }
}
