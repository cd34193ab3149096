package io.labctl.catalog.module;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.LeftoverName;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Declares a {@link DirectoryResource}. */
public final class DirectoryDeclaration extends Declaration<DirectoryDeclaration> {
    private final String path;
    private final ModuleFiles files;
    private final Consumer<PartDeclaration> declared;
    private final List<PartDeclaration> parts = new ArrayList<>();

    /** Those that its sources have brought by now: two may have a folder of the same name. */
    private final Set<String> folders = new HashSet<>();

    private Presence ensure = Presence.PRESENT;
    private @Nullable String owner;
    private @Nullable String group;
    private @Nullable String mode;
    private boolean recursive;
    private @Nullable String modeBelow;
    private boolean purge;
    private List<String> except = List.of();
    private boolean backup = true;

    /**
     * A directory.
     *
     * @param declared takes what its source brings
     */
    DirectoryDeclaration(String path, ModuleFiles files, Consumer<PartDeclaration> declared) {
        super(DirectoryResource.TYPE, path);
        this.path = named("path", path);
        this.files = files;
        this.declared = declared;
    }

    /**
     * What is to be in it: all files below a folder of the module's {@code files/} folder, each a
     * {@code file} of its own, and the folders that they are in, each a {@code directory}. They get
     * the owner and group that are set here and the modes of {@code modeBelow}; without it a new
     * file gets 0644 and a new folder 0755, for a module's files carry no modes. Whoever comes
     * after this declaration, or restarts when it changes, does so for all of them. One that is
     * declared by itself too, such as a program with mode 0755, is as declared there. Other files
     * stay, unless {@code purge} is said. With {@code absent}, those of the folder are removed
     * first. What editors and merges leave ({@code x~}, {@code #x#}, {@code .#x}, {@code .bak},
     * {@code .orig}, {@code .rej}, {@code .swp}, {@code .tmp}) and {@code .git}, {@code .hg} and
     * {@code .svn} are left out, and no folder is made that has no file in it.
     */
    public DirectoryDeclaration source(String folder) {
        var found = new TreeMap<String, Content.Stored>();
        set("source", folder, each -> found.putAll(below(each)));
        found.forEach(this::bring); // more than a module may declare must end it, so not above
        return this;
    }

    private SortedMap<String, Content.Stored> below(String folder) {
        if (folder.isBlank()) {
            throw new InvalidInput(
                    "source of directory '%s' lacks the name of a folder in files/"
                            .formatted(Printable.of(path)));
        }
        return files.below(folder);
    }

    private void bring(String name, Content.Stored content) {
        if (isLeftover(name)) {
            return;
        }
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            if (folders.add(name.substring(0, slash))) {
                part(name.substring(0, slash), null);
            }
        }
        part(name, content);
    }

    private static boolean isLeftover(String name) {
        return Arrays.stream(name.split("/", -1)).anyMatch(LeftoverName::is);
    }

    private void part(String name, Content.@Nullable Stored content) {
        String slash = path.endsWith("/") ? "" : "/";
        var part = new PartDeclaration(this, path + slash + name, content);
        declared.accept(part);
        parts.add(part);
    }

    /** A user of the machine, by name; left as it is unless set (a new directory gets root). */
    public DirectoryDeclaration owner(String name) {
        return set("owner", name, each -> this.owner = each);
    }

    /** A group of the machine, by name; left as it is unless set. */
    public DirectoryDeclaration group(String name) {
        return set("group", name, each -> this.group = each);
    }

    /** 3 or 4 octal digits, such as {@code 0755}. */
    public DirectoryDeclaration mode(String octal) {
        return set("mode", octal, each -> this.mode = each);
    }

    /**
     * The owner and group that are set here are also those of everything below, links too. What
     * another resource manages is left to it, and so is a directory that says this itself. With
     * {@code absent}, everything below is removed with the directory. No link is followed and no
     * other file system that is mounted below is entered. A file that would have to change and has
     * several names (hard links) is refused where others than root can make such names: it may be
     * somebody else's.
     */
    public DirectoryDeclaration recursive() {
        this.recursive = true;
        return this;
    }

    /**
     * The mode of all files below, 3 or 4 octal digits such as {@code 0640}. The directories below
     * get it too and may be entered by whomever they can be read by: {@code 0640} makes them {@code
     * 0750}. What another resource manages is left to it, and a file with several names is refused
     * as with {@code recursive}.
     */
    public DirectoryDeclaration modeBelow(String octal) {
        return set("modeBelow", octal, each -> this.modeBelow = each);
    }

    /**
     * Removes what is below and no resource of the catalog manages; each removed path is a change.
     * What matches a glob stays: one of names, such as {@code *.local}, at any depth, one with a
     * slash, such as {@code cache/**}, by the path from this directory. Directories on the way to
     * what stays are left. No link is followed and no other file system that is mounted below is
     * entered. The directory fails when something cannot be removed; what is in it, or comes after
     * it, is applied all the same, but nothing that it restarts or reloads.
     */
    public DirectoryDeclaration purge(String... except) {
        notBoth("purge", "absent", ensure == Presence.ABSENT);
        this.purge = true;
        return setAll("purge", except, all -> this.except = all);
    }

    /**
     * Keeps no copy of the files that are removed from it. Without this at most 1 GiB of all copies
     * together is kept, the newest; none of a file of more than 100 MiB.
     */
    public DirectoryDeclaration noBackup() {
        this.backup = false;
        return this;
    }

    /**
     * Takes the directory away; one that is not empty stays, and the resource has failed, unless it
     * is {@code recursive}.
     */
    public DirectoryDeclaration absent() {
        notBoth("absent", "purge", purge);
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new DirectoryResource(path, ensure, owner, group, mode, tree());
    }

    Resource file(String file, Content.Stored content) {
        return new FileResource(
                file, ensure, content, owner, group, modeBelow, List.of(), backup, true);
    }

    Resource folder(String folder) {
        return new DirectoryResource(folder, ensure, owner, group, Tree.entered(modeBelow), null);
    }

    @Override
    List<PartDeclaration> parts() {
        return parts;
    }

    private @Nullable Tree tree() {
        return recursive || purge || modeBelow != null
                ? new Tree(recursive, modeBelow, purge, except, List.of(), List.of(), backup)
                : null;
    }

    @Override
    DirectoryDeclaration self() {
        return this;
    }
}
