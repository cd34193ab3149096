package io.labctl.module.baseserver;

import io.labctl.catalog.module.Declaration;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.FileDeclaration;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.OneLine;
import io.labctl.catalog.resource.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings of the SSH server (sshd_config(5)); what is not given keeps the distribution's setting.
 *
 * @param port that it listens on
 * @param permitRootLogin whether and how root may log in
 * @param passwordAuthentication whether passwords are accepted at all
 * @param allowGroups only members of these may log in; empty means anybody
 * @param options any other keywords with their values
 */
public record Sshd(
        Optional<Port> port,
        Optional<RootLogin> permitRootLogin,
        Optional<Boolean> passwordAuthentication,
        @Default List<GroupPattern> allowGroups,
        @Default SortedMap<SshdKeyword, OneLine> options)
        implements ForFamily {
    static final PackageName PACKAGE = new PackageName("openssh-server");

    /** The packages that these settings need on this node. */
    List<PackageName> packages(Node node) {
        return Stream.concat(
                        Stream.of(PACKAGE),
                        SelinuxPort.of(port, node).map(_ -> SelinuxPort.PACKAGE).stream())
                .toList();
    }

    void declare(Plan plan, Node node) {
        Family family = Family.of(node);
        var dropIn =
                plan.file(SshdDropIn.PATH)
                        .owner("root")
                        .group("root")
                        .mode("0600")
                        .content(text())
                        .validate(SshdDropIn.check())
                        .after(PACKAGE.id())
                        .after(beforeCheck(plan, family));
        SelinuxPort.of(port, node).map(each -> each.declare(plan)).ifPresent(dropIn::after);
        plan.service(family.sshService()).running().enabled().after(PACKAGE.id()).restartOn(dropIn);
        if (node.fact("os.name").equals(Optional.of("Ubuntu"))) {
            moveSocket(plan, dropIn);
        }
    }

    /**
     * Where systemd listens in the server's place, as Ubuntu has it, a restart of the server moves
     * no port: systemd's own unit is made of sshd's settings when systemd is loaded anew. A port
     * that is not given any more is moved too, back to the distribution's.
     */
    private static void moveSocket(Plan plan, FileDeclaration dropIn) {
        plan.exec("let systemd listen at the port of the ssh server")
                .shell("systemctl daemon-reload && systemctl restart ssh.socket")
                .onlyIf("systemctl", "--quiet", "is-active", "ssh.socket")
                .onNotify(dropIn);
    }

    /** What only a started service makes, and without which {@code sshd -t} refuses to look. */
    private static Declaration<?> beforeCheck(Plan plan, Family family) {
        return switch (family) {
            case DEBIAN ->
                    plan.directory("/run/sshd")
                            .owner("root")
                            .group("root")
                            .mode("0755")
                            .after(PACKAGE.id());
            case FEDORA ->
                    plan.exec("make the keys of the ssh server")
                            .command("ssh-keygen", "-A")
                            .unlessShell("ls /etc/ssh/ssh_host_*_key")
                            .after(PACKAGE.id());
        };
    }

    private String text() {
        var lines = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        options.forEach((keyword, value) -> lines.put(keyword.value(), value.value()));
        port.ifPresent(each -> lines.put("Port", String.valueOf(each.number())));
        permitRootLogin.ifPresent(each -> lines.put("PermitRootLogin", each.keyword()));
        passwordAuthentication.ifPresent(
                each -> lines.put("PasswordAuthentication", each ? "yes" : "no"));
        if (!allowGroups.isEmpty()) {
            lines.put("AllowGroups", groups());
        }
        var text = new StringBuilder("# Managed by labctl, module base-server.\n");
        lines.forEach((keyword, value) -> text.append(keyword + " " + value + "\n"));
        return text.toString();
    }

    private String groups() {
        return allowGroups.stream().map(GroupPattern::value).collect(Collectors.joining(" "));
    }
}
