package io.labctl.cli.rehearse;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.IdentityFiles;
import io.labctl.cli.config.Target;
import java.util.Optional;

/**
 * What a node's agent holds to show who it is. The node is its person's to play with: the identity
 * may be gone, or another server's.
 *
 * @param node the name that it should have
 */
record Enrolment(ServerName node, IdentityFiles held) {
    static Enrolment of(ServerName node, Target agent) {
        return new Enrolment(node, IdentityFiles.ofAnyone(agent).paired(agent));
    }

    /** Whether it holds the newest certificate that labd gave to the server of its name. */
    boolean stands(Fleet fleet) {
        return held.faults().isEmpty()
                && held.certificate()
                        .map(own -> own.getSerialNumber().toString(16))
                        .equals(fleet.serial(node));
    }

    /** The other server as which it was enrolled. */
    Optional<ServerName> otherName() {
        return held.agent().map(AgentId::server).filter(name -> !name.equals(node));
    }
}
