package io.labctl.catalog.module;

import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import org.jspecify.annotations.Nullable;

/** Declares a {@link DirectoryResource}. */
public final class DirectoryDeclaration extends Declaration<DirectoryDeclaration> {
    private final String path;
    private Presence ensure = Presence.PRESENT;
    private @Nullable String owner;
    private @Nullable String group;
    private @Nullable String mode;

    DirectoryDeclaration(String path) {
        this.path = path;
    }

    /** A user of the machine, by name; left as it is unless set (a new directory gets root). */
    public DirectoryDeclaration owner(String name) {
        this.owner = name;
        return this;
    }

    /** A group of the machine, by name; left as it is unless set. */
    public DirectoryDeclaration group(String name) {
        this.group = name;
        return this;
    }

    /** 3 or 4 octal digits, such as {@code 0755}. */
    public DirectoryDeclaration mode(String octal) {
        this.mode = octal;
        return this;
    }

    /** Takes the directory away; one that is not empty stays, and the resource has failed. */
    public DirectoryDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new DirectoryResource(path, ensure, owner, group, mode);
    }

    @Override
    DirectoryDeclaration self() {
        return this;
    }
}
