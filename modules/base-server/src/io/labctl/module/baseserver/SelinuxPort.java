package io.labctl.module.baseserver;

import io.labctl.catalog.module.Declaration;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.PackageName;
import java.util.Optional;

/**
 * A port that SELinux must let the SSH server listen on. Its policy of the Fedora family knows 22;
 * at another the server would not start again.
 */
record SelinuxPort(int number) {
    static final PackageName PACKAGE = new PackageName("policycoreutils-python-utils");

    private static final int KNOWN = 22;

    /** Also where SELinux only warns now: it may be enforced by the next boot. */
    static Optional<SelinuxPort> of(Optional<Port> port, Node node) {
        return port.map(Port::number)
                .filter(number -> number != KNOWN)
                .filter(_ -> Family.of(node) == Family.FEDORA)
                .filter(_ -> node.fact("os.selinux.enabled").equals(Optional.of(true)))
                .map(SelinuxPort::new);
    }

    /** A port that the policy gives to others can be modified only, any other only added. */
    Declaration<?> declare(Plan plan) {
        return plan.exec("let SELinux give the ssh server port %d".formatted(number))
                .shell(
                        "semanage port -a -t ssh_port_t -p tcp %1$d || semanage port -m -t ssh_port_t -p tcp %1$d"
                                .formatted(number))
                .unlessShell(
                        "semanage port -l | grep -Eq '^ssh_port_t +tcp +([0-9-]+, *)*%d(,|$)'"
                                .formatted(number))
                .after(PACKAGE.id());
    }
}
