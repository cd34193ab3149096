package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings of the SSH server (sshd_config(5)); what is not given keeps the distribution's setting.
 *
 * @param port 1 to 65535
 * @param permitRootLogin whether and how root may log in
 * @param passwordAuthentication whether passwords are accepted at all
 * @param allowGroups only members of these may log in; empty means anybody
 * @param options any other keywords with their values
 */
public record Sshd(
        Optional<Integer> port,
        Optional<RootLogin> permitRootLogin,
        Optional<Boolean> passwordAuthentication,
        @Default List<String> allowGroups,
        @Default SortedMap<String, String> options) {
    static final String PACKAGE = "openssh-server";
    private static final String DROP_IN = "/etc/ssh/sshd_config.d/50-labctl.conf";
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9]{1,60}");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_.*?-]{1,64}");

    public Sshd {
        port.filter(each -> each < 1 || each > 65_535).ifPresent(Sshd::refusePort);
        allowGroups.stream()
                .filter(each -> !GROUP.matcher(each).matches())
                .findFirst()
                .ifPresent(Sshd::refuseGroup);
        options.forEach(Sshd::checkOption);
    }

    private static void refusePort(int port) {
        throw InvalidInput.inField("port", "port %d is not 1 to 65535".formatted(port));
    }

    private static void refuseGroup(String group) {
        throw InvalidInput.inField(
                "allowGroups", "'%s' is not a group's name".formatted(Printable.of(group)));
    }

    private static void checkOption(String keyword, String value) {
        if (!KEYWORD.matcher(keyword).matches()
                || value.chars().anyMatch(Character::isISOControl)) {
            throw InvalidInput.inField(
                    "options",
                    "option '%s' is not one keyword with a value of one line"
                            .formatted(Printable.of(keyword)));
        }
    }

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
        var lines = new TreeMap<>(options);
        port.ifPresent(each -> lines.put("Port", String.valueOf(each)));
        permitRootLogin.ifPresent(each -> lines.put("PermitRootLogin", each.keyword()));
        passwordAuthentication.ifPresent(
                each -> lines.put("PasswordAuthentication", each ? "yes" : "no"));
        if (!allowGroups.isEmpty()) {
            lines.put("AllowGroups", String.join(" ", allowGroups));
        }
        var text = new StringBuilder("# Managed by labctl, module base-server.\n");
        lines.forEach((keyword, value) -> text.append(keyword + " " + value + "\n"));
        return text.toString();
    }
}
