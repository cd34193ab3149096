package io.labctl.agent.type.authorizedkey;

import io.labctl.agent.apply.ResourceTypeContract;
import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SshPublicKey;
import java.io.IOException;
import java.util.List;

class AuthorizedKeyTypeContractTest extends ResourceTypeContract {
    @Override
    protected TestMachine machine() throws IOException {
        return new TestMachine(folder).account("ada");
    }

    @Override
    protected Resource wanted() {
        return of("ada");
    }

    @Override
    protected Resource impossible(TestMachine machine) {
        return of("nobody-here");
    }

    private static AuthorizedKeyResource of(String user) {
        return new AuthorizedKeyResource(
                user,
                "ada@laptop",
                Presence.PRESENT,
                SshPublicKey.parse(
                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N"),
                List.of("no-pty"),
                null);
    }
}
