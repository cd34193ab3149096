package io.labctl.module.baseserver;

import io.labctl.catalog.module.Default;
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
 * @param options any other keywords with their values
 */
public record Sshd(
        Optional<Port> port,
        Optional<RootLogin> permitRootLogin,
        Optional<Boolean> passwordAuthentication,
        @Default List<GroupPattern> allowGroups,
        @Default SortedMap<SshdKeyword, OneLine> options) {
    static final PackageName PACKAGE = new PackageName("openssh-server");
    private static final String DROP_IN = "/etc/ssh/sshd_config.d/50-labctl.conf";

    void declare(Plan plan) {
        // Only a started service makes the directory without which sshd -t refuses to look.
        var separation = plan.directory("/run/sshd").owner("root").mode("0755");
        var dropIn =
                plan.file(DROP_IN)
                        .owner("root")
                        .group("root")
                        .mode("0600")
                        .content(text())
                        .validate("/usr/sbin/sshd", "-t", "-f", "{file}")
                        .after(separation);
        plan.service("ssh").running().enabled().restartOn(dropIn);
    }

    private String text() {
        var lines = new TreeMap<SshdKeyword, String>();
        options.forEach((keyword, value) -> lines.put(keyword, value.value()));
        port.ifPresent(each -> set(lines, "Port", String.valueOf(each.number())));
        permitRootLogin.ifPresent(each -> set(lines, "PermitRootLogin", each.keyword()));
        passwordAuthentication.ifPresent(
                each -> set(lines, "PasswordAuthentication", each ? "yes" : "no"));
        if (!allowGroups.isEmpty()) {
            set(lines, "AllowGroups", groups());
        }
        var text = new StringBuilder("# Managed by labctl, module base-server.\n");
        lines.forEach((keyword, value) -> text.append(keyword.value() + " " + value + "\n"));
        return text.toString();
    }

    private static void set(Map<SshdKeyword, String> lines, String keyword, String value) {
        lines.put(new SshdKeyword(keyword), value);
    }

    private String groups() {
        return allowGroups.stream().map(GroupPattern::value).collect(Collectors.joining(" "));
    }
}
