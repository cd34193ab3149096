package io.labctl.agent.type.user;

import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Login;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.List;

/** To unlock an account is to let its password be used again; it must have one for that. */
final class Unlocking {
    private final Root root;

    Unlocking(Root root) {
        this.root = root;
    }

    /**
     * usermod(8) leaves such an account locked, and a new one has no password.
     *
     * @throws Conflict when these changes would unlock one without a password
     */
    void mustBePossible(UserResource wanted, List<Change> changes) throws IOException {
        Login login = wanted.login();
        if (login == null
                || !Boolean.FALSE.equals(login.locked())
                || login.password() != null
                || changes.stream().noneMatch(Unlocking::isOne)) {
            return;
        }
        if (!ShadowLine.all(root).getOrDefault(wanted.name(), ShadowLine.NONE).hasPassword()) {
            throw new Conflict(
                    "'%s' cannot be unlocked, for it has no password: give it one, or do not declare unlocked()"
                            .formatted(wanted.name()));
        }
    }

    /** Of a new account, or of one that is locked. */
    private static boolean isOne(Change change) {
        return change.property().equals(UserType.ENSURE)
                || change.property().equals(LoginPlan.LOCKED);
    }
}
