package io.labctl.agent.type.authorizedkey;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SshPublicKey;
import io.labctl.catalog.resource.UserResource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine with a real user, who may do in her home what she likes. */
record AdasHome(ThrowAwayNode node, TestMachine machine) implements Closeable {
    static final String KEY =
            "AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N";
    static final String OTHER =
            "AAAAC3NzaC1lZDI1NTE5AAAAICiGfCfvsyaSln1zpKdNFTz5UteBCuZLOHqAQInn+lQg";
    static final String FILE = "/home/ada/.ssh/authorized_keys";

    static AdasHome make(Path folder) throws IOException {
        ThrowAwayNode node = ThrowAwayNode.start(folder);
        var home = new AdasHome(node, TestMachine.of(node.machine(), folder));
        home.inside("useradd --create-home ada");
        return home;
    }

    static AuthorizedKeyResource key(@Nullable String key) {
        return new AuthorizedKeyResource(
                "ada",
                "ada@laptop",
                key == null ? Presence.ABSENT : Presence.PRESENT,
                key == null ? null : new SshPublicKey("ssh-ed25519", key),
                List.of("no-pty", "from=\"10.0.0.0/8\""),
                null);
    }

    static UserResource only(String... keys) {
        return new UserResource(
                "ada",
                Presence.PRESENT,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                false,
                false,
                null,
                List.of(keys));
    }

    String inside(String script) throws IOException {
        return node.machine()
                .commands()
                .require(Command.of(List.of("/bin/sh", "-c", script), Duration.ofSeconds(30)));
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
