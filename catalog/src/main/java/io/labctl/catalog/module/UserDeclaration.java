package io.labctl.catalog.module;

import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares a {@link UserResource}. */
public final class UserDeclaration extends Declaration<UserDeclaration> {
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

    UserDeclaration(String name) {
        this.name = name;
    }

    /** The user id; useradd(8) chooses one unless set. */
    public UserDeclaration uid(long number) {
        this.uid = number;
        return this;
    }

    /** The primary group's name; useradd(8) chooses one unless set. */
    public UserDeclaration group(String primary) {
        this.group = primary;
        return this;
    }

    /** Groups that the account must also be in; others that it is in stay. */
    public UserDeclaration groups(List<String> supplementary) {
        this.groups = supplementary;
        return this;
    }

    /** The home directory as passwd(5) names it. */
    public UserDeclaration home(String path) {
        this.home = path;
        return this;
    }

    /** The login shell. */
    public UserDeclaration shell(String path) {
        this.shell = path;
        return this;
    }

    /** The full name or purpose (GECOS). */
    public UserDeclaration comment(String text) {
        this.comment = text;
        return this;
    }

    /** A new account gets the id of a system account. */
    public UserDeclaration system() {
        this.system = true;
        return this;
    }

    /** Makes the home directory with the account and removes it with it. */
    public UserDeclaration manageHome() {
        this.manageHome = true;
        return this;
    }

    /** Takes the account away. */
    public UserDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new UserResource(
                name, ensure, uid, group, groups, home, shell, comment, system, manageHome);
    }

    @Override
    UserDeclaration self() {
        return this;
    }
}
