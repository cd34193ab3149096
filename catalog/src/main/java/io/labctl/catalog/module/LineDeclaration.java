package io.labctl.catalog.module;

import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import org.jspecify.annotations.Nullable;

/** Declares a {@link LineResource}. */
public final class LineDeclaration extends Declaration<LineDeclaration> {
    private final String path;
    private final String text;
    private Presence ensure = Presence.PRESENT;
    private @Nullable String matching;
    private boolean all;
    private @Nullable String after;
    private @Nullable String before;
    private LineResource.MissingFile missing = LineResource.MissingFile.FAIL;
    private boolean backup = true;
    private boolean onlyReplaces;

    LineDeclaration(String path, String text) {
        super(LineResource.TYPE, path + ": " + text);
        this.path = named("path", path);
        this.text = named("text", text);
    }

    /**
     * The line that this one replaces: a regular expression (java.util.regex) that is found in it,
     * such as {@code ^#?PermitRootLogin\b}. Where no line matches, the line is added. Several that
     * match are a fault, unless {@code all} is said. With {@code absent}, all that match go. One
     * that is found in another line that the catalog wants in this file is refused, for the two
     * would undo each other in every run.
     */
    public LineDeclaration matching(String regex) {
        return set("matching", regex, each -> this.matching = each);
    }

    /** Replaces each line that matches. */
    public LineDeclaration all() {
        this.all = true;
        return this;
    }

    /** Adds no line where none matches: there is nothing to do then. */
    public LineDeclaration onlyReplace() {
        this.onlyReplaces = true;
        return this;
    }

    /** A new line comes after the first line in which this is found; last where none is. */
    public LineDeclaration after(String regex) {
        return set("after", regex, each -> this.after = each);
    }

    /** A new line comes before the first line in which this is found; last where none is. */
    public LineDeclaration before(String regex) {
        return set("before", regex, each -> this.before = each);
    }

    /** Makes the file, with mode {@code 0644}, where it is missing; else the resource fails. */
    public LineDeclaration create() {
        notBoth("create", "ifFileExists", missing == LineResource.MissingFile.SKIP);
        this.missing = LineResource.MissingFile.CREATE;
        return this;
    }

    /** There is nothing to do where the file is missing; else the resource fails. */
    public LineDeclaration ifFileExists() {
        notBoth("ifFileExists", "create", missing == LineResource.MissingFile.CREATE);
        this.missing = LineResource.MissingFile.SKIP;
        return this;
    }

    /** Keeps no copy of the file as it was. */
    public LineDeclaration noBackup() {
        this.backup = false;
        return this;
    }

    /**
     * Takes all lines away that are equal or match; a missing file has none, and is not made, even
     * where {@code create} is said too.
     */
    public LineDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new LineResource(
                path, text, ensure, matching, all, after, before, missing, backup, onlyReplaces);
    }

    @Override
    LineDeclaration self() {
        return this;
    }
}
