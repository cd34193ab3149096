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

    public UserDeclaration uid(long number) {
        this.uid = number;
        return this;
    }

    public UserDeclaration group(String primary) {
        this.group = primary;
        return this;
    }

    public UserDeclaration groups(List<String> supplementary) {
        this.groups = supplementary;
        return this;
    }

    public UserDeclaration home(String path) {
        this.home = path;
        return this;
    }

    public UserDeclaration shell(String path) {
        this.shell = path;
        return this;
    }

    public UserDeclaration comment(String text) {
        this.comment = text;
        return this;
    }

    public UserDeclaration system() {
        this.system = true;
        return this;
    }

    /** Makes the home directory with the account and removes it with it. */
    public UserDeclaration manageHome() {
        this.manageHome = true;
        return this;
    }

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
