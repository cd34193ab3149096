package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in a directory that is held. */
class HeldEntryTest {
    private static final String TOO_LONG = "x".repeat(256);

    @TempDir private Path folder;
    private HeldDirectory held;

    @BeforeEach
    void hold() throws IOException {
        held = HeldDirectory.at(folder, "folder");
    }

    @AfterEach
    void letGo() {
        held.close();
    }

    @Test
    void what_cannot_be_taken_hold_of_is_named_as_people_know_it() throws IOException {
        assertNamed(TOO_LONG, () -> HeldEntry.at(held.at(TOO_LONG)));
    }

    @Test
    void what_cannot_be_looked_at_is_named_as_people_know_it() throws IOException {
        assertNamed(TOO_LONG, () -> PathKind.at(held.at(TOO_LONG)));
    }

    @Test
    void what_cannot_be_opened_is_named_as_people_know_it() throws IOException {
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            try (HeldEntry entry = HeldEntry.of(held.at("socket"))) {
                assertNamed("socket", entry::open);
            }
        }
    }

    private void assertNamed(String name, ThrowingCallable act) throws IOException {
        Path real = folder.toRealPath().resolve(name);
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getFile()).isEqualTo(real.toString()));
    }
}
