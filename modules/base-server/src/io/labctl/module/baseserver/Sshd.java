package io.labctl.module.baseserver;

import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Declaration;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.OneLine;
import io.labctl.catalog.resource.PackageName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings of the SSH server (sshd_config(5)); what is not given keeps the distribution's setting.
 *
 * @param port that it listens on
 * @param permitRootLogin whether and how root may log in
 * @param passwordAuthentication whether passwords are accepted at all
 * @param allowGroups only members of these may log in; empty means anybody
 * @param options any other keywords with their values; none that a parameter above sets
 */
@CheckedBy({
    Sshd.PortOnce.class,
    Sshd.RootLoginOnce.class,
    Sshd.PasswordsOnce.class,
    Sshd.GroupsOnce.class
})
public record Sshd(
        Optional<Port> port,
        Optional<RootLogin> permitRootLogin,
        Optional<Boolean> passwordAuthentication,
        @Default List<GroupPattern> allowGroups,
        @Default SortedMap<SshdKeyword, OneLine> options)
        implements ForFamily {
    static final PackageName PACKAGE = new PackageName("openssh-server");

    /** The first value of a keyword counts, so it is read before what images bring. */
    private static final String DROP_IN = "/etc/ssh/sshd_config.d/00-labctl.conf";

    // A rule for each parameter, so that a fault of one hides no clash of another.

    record PortOnce(Optional<Port> port, SortedMap<SshdKeyword, OneLine> options) {
        PortOnce {
            SshdParameter.PORT.setOnce(port.isPresent(), options);
        }
    }

    record RootLoginOnce(
            Optional<RootLogin> permitRootLogin, SortedMap<SshdKeyword, OneLine> options) {
        RootLoginOnce {
            SshdParameter.ROOT_LOGIN.setOnce(permitRootLogin.isPresent(), options);
        }
    }

    record PasswordsOnce(
            Optional<Boolean> passwordAuthentication, SortedMap<SshdKeyword, OneLine> options) {
        PasswordsOnce {
            SshdParameter.PASSWORDS.setOnce(passwordAuthentication.isPresent(), options);
        }
    }

    record GroupsOnce(List<GroupPattern> allowGroups, SortedMap<SshdKeyword, OneLine> options) {
        GroupsOnce {
            SshdParameter.GROUPS.setOnce(!allowGroups.isEmpty(), options);
        }
    }

    public Sshd {
        new PortOnce(port, options);
        new RootLoginOnce(permitRootLogin, options);
        new PasswordsOnce(passwordAuthentication, options);
        new GroupsOnce(allowGroups, options);
    }

    void declare(Plan plan, Node node) {
        Family family = Family.of(node);
        var dropIn =
                plan.file(DROP_IN)
                        .owner("root")
                        .group("root")
                        .mode("0600")
                        .content(text())
                        .validate("/usr/sbin/sshd", "-t", "-f", "{file}")
                        .after(PACKAGE.id())
                        .after(beforeCheck(plan, family));
        plan.service(family.sshService()).running().enabled().after(PACKAGE.id()).restartOn(dropIn);
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
                            .creates("/etc/ssh/ssh_host_ed25519_key")
                            .after(PACKAGE.id());
        };
    }

    private String text() {
        var lines = new TreeMap<SshdKeyword, String>();
        options.forEach((keyword, value) -> lines.put(keyword, value.value()));
        port.ifPresent(each -> set(lines, SshdParameter.PORT, String.valueOf(each.number())));
        permitRootLogin.ifPresent(each -> set(lines, SshdParameter.ROOT_LOGIN, each.keyword()));
        passwordAuthentication.ifPresent(
                each -> set(lines, SshdParameter.PASSWORDS, each ? "yes" : "no"));
        if (!allowGroups.isEmpty()) {
            set(lines, SshdParameter.GROUPS, groups());
        }
        var text = new StringBuilder("# Managed by labctl, module base-server.\n");
        lines.forEach((keyword, value) -> text.append(keyword.value() + " " + value + "\n"));
        return text.toString();
    }

    private static void set(Map<SshdKeyword, String> lines, SshdParameter parameter, String value) {
        lines.put(parameter.keyword(), value);
    }

    private String groups() {
        return allowGroups.stream().map(GroupPattern::value).collect(Collectors.joining(" "));
    }
}
