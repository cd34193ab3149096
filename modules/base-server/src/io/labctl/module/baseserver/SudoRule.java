package io.labctl.module.baseserver;

import static java.util.stream.Collectors.joining;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.PackageName;
import io.labctl.catalog.resource.Presence;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of sudoers(5), in a file of its own.
 *
 * @param who must be given unless the rule is to be absent
 * @param hosts empty means all of them
 * @param as whose rights are lent; empty means root's
 * @param asGroups with which groups; empty means with none but the account's own
 * @param commands must be given unless the rule is to be absent
 * @param noPassword whether nobody is asked for a password
 */
@CheckedBy({SudoRule.ForSomebody.class, SudoRule.Allowing.class})
public record SudoRule(
        @Default("present") Presence ensure,
        @Default List<SudoAccount> who,
        @Default List<SudoHost> hosts,
        @Default List<SudoAccount> as,
        @Default List<SudoAccount> asGroups,
        @Default List<SudoCommand> commands,
        @Default("false") boolean noPassword) {
    static final PackageName PACKAGE = new PackageName("sudo");

    record ForSomebody(Presence ensure, List<SudoAccount> who) {
        ForSomebody {
            if (ensure == Presence.PRESENT && who.isEmpty()) {
                throw InvalidInput.inField("who", "sudo rule is for nobody");
            }
        }
    }

    record Allowing(Presence ensure, List<SudoCommand> commands) {
        Allowing {
            if (ensure == Presence.PRESENT && commands.isEmpty()) {
                throw InvalidInput.inField("commands", "sudo rule allows no command");
            }
        }
    }

    public SudoRule {
        new ForSomebody(ensure, who);
        new Allowing(ensure, commands);
    }

    boolean isPresent() {
        return ensure == Presence.PRESENT;
    }

    void declare(Plan plan, SudoFileName name) {
        var file = plan.file("/etc/sudoers.d/" + name.value());
        if (isPresent()) {
            file.owner("root")
                    .group("root")
                    .mode("0440")
                    .content("# Managed by labctl, module base-server.\n%s\n".formatted(line()))
                    .validate("visudo", "-cf", "{file}")
                    .after(PACKAGE.id());
        } else {
            file.absent();
        }
    }

    private String line() {
        return "%s %s = (%s) %s%s"
                .formatted(
                        listed(who),
                        hosts.isEmpty()
                                ? "ALL"
                                : hosts.stream().map(SudoHost::value).collect(joining(", ")),
                        lent(),
                        noPassword ? "NOPASSWD: " : "",
                        commands.stream().map(SudoCommand::escaped).collect(joining(", ")));
    }

    private String lent() {
        List<SudoAccount> accounts = as.isEmpty() ? List.of(SudoAccount.ROOT) : as;
        return Stream.of(accounts, asGroups)
                .filter(each -> !each.isEmpty())
                .map(SudoRule::listed)
                .collect(joining(" : "));
    }

    private static String listed(List<SudoAccount> accounts) {
        return accounts.stream().map(SudoAccount::value).collect(joining(", "));
    }
}
