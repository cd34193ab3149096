package io.labctl.catalog.module;

import io.labctl.catalog.Tag;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder that the source of a directory brings. What is said of the directory, also later
 * than its source, counts for it.
 */
final class PartDeclaration extends Declaration<PartDeclaration> {
    private final DirectoryDeclaration whole;
    private final String path;
    private final Content.@Nullable Stored content;

    /**
     * A part.
     *
     * @param content null for a folder
     */
    PartDeclaration(DirectoryDeclaration whole, String path, Content.@Nullable Stored content) {
        super(content == null ? DirectoryResource.TYPE : FileResource.TYPE, path);
        this.whole = whole;
        this.path = path;
        this.content = content;
    }

    @Override
    void breakOff(Heard much) {
        whole.breakOff(much);
    }

    @Override
    boolean isWhole() {
        return whole.isWhole();
    }

    @Override
    boolean isComparable() {
        return whole.isComparable();
    }

    @Override
    Resource resource() {
        return content == null ? whole.folder(path) : whole.file(path, content);
    }

    @Override
    List<Declaration<?>> after() {
        return whole.after();
    }

    @Override
    List<ResourceId> afterIds() {
        return whole.afterIds();
    }

    @Override
    List<Tag> tags() {
        return whole.tags();
    }

    @Override
    PartDeclaration self() {
        return this;
    }
}
