package io.labctl.agent.type.user;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Login;
import io.labctl.catalog.resource.UserResource;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets what shadow(5) says of an account, by chpasswd(8), usermod(8) and chage(1). */
final class LoginCommands {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Commands commands;

    LoginCommands(Commands commands) {
        this.commands = commands;
    }

    void make(UserResource wanted, Login login, List<Change> changes) throws IOException {
        Set<String> changed = changes.stream().map(Change::property).collect(Collectors.toSet());
        Secret password = login.password();
        boolean locked = Boolean.TRUE.equals(login.locked());
        if (password != null
                && (changed.contains(LoginPlan.PASSWORD) || changed.contains(LoginPlan.LOCKED))) {
            setPassword(wanted.name(), ShadowLine.field(password, locked));
        } else if (changed.contains(LoginPlan.LOCKED)) {
            require(List.of("usermod", locked ? "--lock" : "--unlock", wanted.name()));
        }
        List<String> ages = ages(login, changed);
        if (!ages.isEmpty()) {
            var argv = new ArrayList<>(List.of("chage"));
            argv.addAll(ages);
            argv.add(wanted.name());
            require(argv);
        }
    }

    /** On standard input: everybody on the machine can see a command line. */
    private void setPassword(String name, Secret field) throws IOException {
        Secret line = new Secret("%s:%s\n".formatted(name, field.reveal()));
        commands.require(Command.of(List.of("chpasswd", "--encrypted"), LIMIT).reading(line));
    }

    private static List<String> ages(Login login, Set<String> changed) {
        var ages = new ArrayList<String>();
        String expires = login.expires();
        if (expires != null && changed.contains(LoginPlan.EXPIRES)) {
            ages.addAll(List.of("--expiredate", expires.equals(Login.NEVER) ? "-1" : expires));
        }
        if (login.minDays() != null && changed.contains(LoginPlan.MIN_DAYS)) {
            ages.addAll(List.of("--mindays", login.minDays().toString()));
        }
        if (login.maxDays() != null && changed.contains(LoginPlan.MAX_DAYS)) {
            ages.addAll(List.of("--maxdays", login.maxDays().toString()));
        }
        if (login.warnDays() != null && changed.contains(LoginPlan.WARN_DAYS)) {
            ages.addAll(List.of("--warndays", login.warnDays().toString()));
        }
        return ages;
    }

    private void require(List<String> argv) throws IOException {
        commands.require(Command.of(argv, LIMIT));
    }
}
