package io.labctl.catalog.module;

import io.labctl.catalog.resource.Login;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.UserResource;
import io.labctl.catalog.secret.Secret;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares a {@link UserResource}. */
public final class UserDeclaration extends Declaration<UserDeclaration> {
    private static final String NO_PASSWORD = "password *";

    private final String name;
    private Presence ensure = Presence.PRESENT;
    private @Nullable Long uid;
    private @Nullable String group;
    private List<String> groups = List.of();
    private @Nullable String home;
    private @Nullable String shell;
    private @Nullable String comment;
    private boolean system;
    private boolean manageHome;
    private boolean onlyGroups;
    private boolean purgeKeys;
    private @Nullable Secret password;
    private @Nullable Boolean locked;
    private @Nullable String expires;
    private @Nullable Integer minDays;
    private @Nullable Integer maxDays;
    private @Nullable Integer warnDays;

    UserDeclaration(String name) {
        super(UserResource.TYPE, name);
        this.name = named("name", name);
    }

    /**
     * The user id; useradd(8) chooses one unless set. While anything runs as the account, neither
     * this nor its home becomes another one: the user is refused before anything is changed.
     */
    public UserDeclaration uid(long number) {
        return set("uid", number, each -> this.uid = each);
    }

    /** The primary group's name; useradd(8) chooses one unless set. */
    public UserDeclaration group(String primary) {
        return set("group", primary, each -> this.group = each);
    }

    /** Groups that the account must also be in; others that it is in stay. */
    public UserDeclaration groups(List<String> supplementary) {
        notBoth("groups", "onlyGroups", onlyGroups);
        return setAll("groups", supplementary, all -> this.groups = all);
    }

    /**
     * The groups that the account must be in beside its primary one; it leaves all others. One of
     * those that the same catalog makes it a member of is refused.
     */
    public UserDeclaration onlyGroups(List<String> supplementary) {
        notBoth("onlyGroups", "groups", !groups.isEmpty() && !onlyGroups);
        this.onlyGroups = true;
        return setAll("onlyGroups", supplementary, all -> this.groups = all);
    }

    /** The home directory as passwd(5) names it. */
    public UserDeclaration home(String path) {
        return set("home", path, each -> this.home = each);
    }

    /** The login shell, a program that must be there when it is set. */
    public UserDeclaration shell(String path) {
        return set("shell", path, each -> this.shell = each);
    }

    /** The full name or purpose (GECOS). */
    public UserDeclaration comment(String text) {
        return set("comment", text, each -> this.comment = each);
    }

    /** A new account gets the id of a system account. */
    public UserDeclaration system() {
        this.system = true;
        return this;
    }

    /**
     * Makes the home directory with the account and removes it with it: before the account, so that
     * both are tried again as long as anything in it cannot be removed. One in which something is
     * mounted, which is not the account's own, or which is another account's too, is not removed,
     * and the account stays; so it does while anything runs as it. When {@code home} becomes
     * another one, moves it there, where nothing may stand yet; across file systems it has to be
     * moved by hand first. Where there is no old one, or it is no directory, the new one is made as
     * for a new account. The directory above it has to be there, as another resource may have made
     * it. One that belongs to another, root too, is neither moved nor left behind for a new one,
     * and a home that is there already has to be the account's: else the user is refused before
     * anything is changed. A home that something else makes, such as a mount or a package, is given
     * to the account by a {@code directory} after it, without this. No two users of a node may
     * manage one home.
     */
    public UserDeclaration manageHome() {
        this.manageHome = true;
        return this;
    }

    /**
     * The hash of the password, in a form of crypt(5) such as mkpasswd(1) prints; {@code *} for no
     * password at all. It is never shown, and a new account without one cannot be entered by
     * password.
     */
    public UserDeclaration password(Secret hash) {
        return set("password", hash, this::hash);
    }

    private void hash(Secret hash) {
        Login.checkHash(hash);
        notBoth(NO_PASSWORD, "unlocked", Login.isNone(hash) && Boolean.FALSE.equals(locked));
        this.password = hash;
    }

    /** Nobody can log in by the password, which is kept. Keys still work where sshd(8) uses PAM. */
    public UserDeclaration locked() {
        notBoth("locked", "unlocked", Boolean.FALSE.equals(locked));
        this.locked = true;
        return this;
    }

    /**
     * Lets the password be used again; an account must have one for that, and {@code *} is none.
     */
    public UserDeclaration unlocked() {
        notBoth("unlocked", "locked", Boolean.TRUE.equals(locked));
        notBoth("unlocked", NO_PASSWORD, password != null && Login.isNone(password));
        this.locked = false;
        return this;
    }

    /**
     * The account is of no use from this day (UTC) on, keys included; from 1970-01-02 to
     * 9999-12-31.
     */
    public UserDeclaration expires(LocalDate day) {
        notBoth("expires", "neverExpires", Login.NEVER.equals(expires));
        return set("expires", day, each -> this.expires = each.toString());
    }

    /** The account has no end. */
    public UserDeclaration neverExpires() {
        notBoth("neverExpires", "expires", expires != null && !expires.equals(Login.NEVER));
        this.expires = Login.NEVER;
        return this;
    }

    /** How many days a new password must be kept at least. */
    public UserDeclaration passwordMinDays(int days) {
        return set("min-days", days, each -> this.minDays = each);
    }

    /** How many days a password may be kept; -1 for as long as one likes. */
    public UserDeclaration passwordMaxDays(int days) {
        return set("max-days", days, each -> this.maxDays = each);
    }

    /** How many days before the password's end the user is warned. */
    public UserDeclaration passwordWarnDays(int days) {
        return set("warn-days", days, each -> this.warnDays = each);
    }

    /**
     * Takes out of {@code .ssh/authorized_keys} and {@code .ssh/authorized_keys2} in the user's
     * home every line that is not a key which the catalog declares for this user, in any module.
     * Comments stay. The owner and mode of the files and of {@code .ssh} are set right too where
     * sshd(8) would refuse them.
     */
    public UserDeclaration purgeKeys() {
        this.purgeKeys = true;
        return this;
    }

    /** Takes the account away. */
    public UserDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        var login = new Login(password, locked, expires, minDays, maxDays, warnDays);
        return new UserResource(
                name,
                ensure,
                uid,
                group,
                groups,
                home,
                shell,
                comment,
                system,
                manageHome,
                onlyGroups,
                login.isEmpty() ? null : login,
                purgeKeys ? List.of() : null);
    }

    @Override
    UserDeclaration self() {
        return this;
    }
}
