package io.labctl.agent.type.user;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Login;
import io.labctl.catalog.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs of a login; a password is never told. */
final class LoginPlan {
    static final String PASSWORD = "password";
    static final String LOCKED = "locked";
    static final String EXPIRES = "expires";
    static final String MIN_DAYS = "password-min-days";
    static final String MAX_DAYS = "password-max-days";
    static final String WARN_DAYS = "password-warn-days";

    private LoginPlan() {}

    static List<Change> of(Login wanted, ShadowLine found) {
        var changes = new ArrayList<Change>();
        Secret password = wanted.password();
        Boolean locked = wanted.locked();
        boolean isLocked = found.isLocked() || isShut(wanted, found);
        if (locked != null && locked != isLocked) {
            changes.add(Change.of(LOCKED, isLocked ? "yes" : "no", locked ? "yes" : "no"));
        }
        if (password != null && !isHere(password, locked, found)) {
            changes.add(Change.of(PASSWORD, null, Secret.HIDDEN.toString()));
        }
        Stream.of(
                        Change.toward(EXPIRES, found.expires(), wanted.expires()),
                        Change.toward(MIN_DAYS, found.minDays(), text(wanted.minDays())),
                        Change.toward(MAX_DAYS, found.maxDays(), text(wanted.maxDays())),
                        Change.toward(WARN_DAYS, found.warnDays(), text(wanted.warnDays())))
                .flatMap(Optional::stream)
                .forEach(changes::add);
        return changes;
    }

    /** One that is to be unlocked, and has nothing that it could be entered by. */
    private static boolean isShut(Login wanted, ShadowLine found) {
        return Boolean.FALSE.equals(wanted.locked())
                && wanted.password() == null
                && found.isOfNobody();
    }

    /** That it is locked is a difference of its own, where that is said; otherwise part of it. */
    private static boolean isHere(Secret password, @Nullable Boolean locked, ShadowLine found) {
        boolean asFound = locked != null && found.isLocked();
        return found.password().equals(ShadowLine.field(password, asFound));
    }

    private static @Nullable String text(@Nullable Integer days) {
        return days == null ? null : days.toString();
    }
}
