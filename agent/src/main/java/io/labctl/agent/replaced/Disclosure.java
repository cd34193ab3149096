package io.labctl.agent.replaced;

import io.labctl.catalog.report.Change;
import org.jspecify.annotations.Nullable;

/**
 * What a report tells of a file's content: nothing, unless everybody may read the file itself. Not
 * its hash either, from which a short secret can be guessed.
 *
 * @param readableByAll before and after the change
 */
public record Disclosure(String path, boolean readableByAll) {
    /** A change of the whole content. */
    public Change change(String property, Version from, Version to) {
        return new Change(property, hash(from), hash(to), diff(from.body(), to.body()));
    }

    /** A unified diff, or why there is none; null where no line differs. */
    public @Nullable String diff(Body from, Body to) {
        return readableByAll
                ? Diff.between(path, from, to)
                : "diff hidden: the file is not world-readable";
    }

    /** What was found in the file, or null where it is not told. */
    public @Nullable String told(String found) {
        return readableByAll ? found : null;
    }

    private @Nullable String hash(Version version) {
        return told("sha256:" + version.sha256());
    }
}
