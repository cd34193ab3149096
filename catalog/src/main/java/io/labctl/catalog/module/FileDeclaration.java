package io.labctl.catalog.module;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Declares a {@link FileResource}. */
public final class FileDeclaration extends Declaration<FileDeclaration> {
    private final String path;
    private final ModuleFiles files;
    private Presence ensure = Presence.PRESENT;
    private @Nullable Content content;
    private @Nullable String owner;
    private @Nullable String group;
    private @Nullable String mode;
    private List<String> validate = List.of();
    private boolean backup = true;
    private boolean replace = true;

    FileDeclaration(String path, ModuleFiles files) {
        super(FileResource.TYPE, path);
        this.path = named("path", path);
        this.files = files;
    }

    /** The text it should hold, written as UTF-8 exactly as given. */
    public FileDeclaration content(String text) {
        return inline(text, Content.Inline::new);
    }

    /**
     * The bytes it should hold, exactly as given. They travel in the catalog, so what is larger
     * than some kilobytes is better a file of the module's {@code files/} folder.
     */
    public FileDeclaration content(byte[] bytes) {
        return inline(bytes, Content::of);
    }

    private <T> FileDeclaration inline(T value, Function<T, Content> as) {
        notBoth("content", "source", content instanceof Content.Stored);
        return set("content", value, each -> this.content = as.apply(each));
    }

    /** The bytes it should hold: a file of the module's {@code files/} folder. */
    public FileDeclaration source(String name) {
        notBoth("source", "content", content != null && !(content instanceof Content.Stored));
        return set("source", name, each -> this.content = files.file(each));
    }

    /** A user of the machine, by name; left as it is unless set (a new file gets root). */
    public FileDeclaration owner(String name) {
        return set("owner", name, each -> this.owner = each);
    }

    /** A group of the machine, by name; left as it is unless set. */
    public FileDeclaration group(String name) {
        return set("group", name, each -> this.group = each);
    }

    /** 3 or 4 octal digits, such as {@code 0644}. */
    public FileDeclaration mode(String octal) {
        return set("mode", octal, each -> this.mode = each);
    }

    /**
     * A program that must exit 0 within a minute before new content is put in place; {@code {file}}
     * is the candidate, and has to be in one of its arguments.
     */
    public FileDeclaration validate(String... command) {
        return setAll("validate", command, this::validate);
    }

    private void validate(List<String> argv) {
        if (!argv.isEmpty() && argv.stream().noneMatch(each -> each.contains("{file}"))) {
            throw InvalidInput.inField(
                    "validate",
                    "file[%s] is validated by '%s', which does not look at it: name {file} in an argument"
                            .formatted(Printable.of(path), Printable.of(String.join(" ", argv))));
        }
        this.validate = argv;
    }

    /**
     * The content is only for a file that is not there yet: what somebody or a program makes of it
     * later stays. Owner, group and mode are kept as declared all the same, and lines of the file
     * may be declared besides.
     */
    public FileDeclaration noReplace() {
        this.replace = false;
        return this;
    }

    /**
     * Keeps no copy of what is replaced. Without this the ten newest copies are kept, at most 1 GiB
     * of all files together; none of a file of more than 100 MiB.
     */
    public FileDeclaration noBackup() {
        this.backup = false;
        return this;
    }

    /**
     * Takes the file away, keeping a copy unless {@code noBackup}. Where a content is set too, this
     * counts.
     */
    public FileDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new FileResource(
                path, ensure, content, owner, group, mode, validate, backup, replace);
    }

    @Override
    FileDeclaration self() {
        return this;
    }
}
