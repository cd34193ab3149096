package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathKindTest {
    @TempDir private Path folder;

    @Test
    void what_is_neither_file_nor_directory_nor_link_is_named_in_plain_words() throws IOException {
        Path socket = folder.resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertThatThrownBy(() -> PathKind.FILE.isAtOrNothing(socket, "/etc/motd"))
                    .isInstanceOf(Conflict.class)
                    .hasMessage(
                            "'/etc/motd' is a device, socket or pipe, not a file; remove it by hand"
                                    + " first");
        }
    }
}
