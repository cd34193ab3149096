package io.labctl.catalog.module;

import io.labctl.catalog.Tag;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A resource that is being declared; the methods of the subclasses set its parts and return it
 * again.
 *
 * @param <D> the subclass itself
 */
public abstract sealed class Declaration<D extends Declaration<D>>
        permits FileDeclaration,
                DirectoryDeclaration,
                LineDeclaration,
                SymlinkDeclaration,
                PackageDeclaration,
                ServiceDeclaration,
                UserDeclaration,
                GroupDeclaration,
                AuthorizedKeyDeclaration,
                HostDeclaration,
                CronDeclaration,
                SysctlDeclaration,
                MountDeclaration,
                ExecDeclaration,
                CheckDeclaration {
    private final List<Declaration<?>> after = new ArrayList<>();
    private final List<ResourceId> afterIds = new ArrayList<>();
    private final List<Declaration<?>> restartOn = new ArrayList<>();
    private final List<Declaration<?>> reloadOn = new ArrayList<>();
    private final Set<Tag> tags = new LinkedHashSet<>();

    /** This is applied only when all of these have been, and is skipped when one of them failed. */
    public final D after(Declaration<?>... earlier) {
        after.addAll(List.of(earlier));
        return self();
    }

    /** The same for what is declared elsewhere: in {@code install}, or by another module. */
    public final D after(ResourceId earlier) {
        afterIds.add(earlier);
        return self();
    }

    /**
     * Words by which {@code lab-agent run --once --tags} finds this, besides its module, type,
     * phase and address.
     */
    public final D tag(String... words) {
        for (String word : words) {
            tags.add(new Tag(word));
        }
        return self();
    }

    /** What the subclasses offer as {@code restartOn} or {@code onNotify}. */
    final D notifiedBy(Declaration<?>... earlier) {
        restartOn.addAll(List.of(earlier));
        return after(earlier);
    }

    /** What a subclass offers as {@code reloadOn}. */
    final D reloadedBy(Declaration<?>... earlier) {
        reloadOn.addAll(List.of(earlier));
        return after(earlier);
    }

    abstract Resource resource();

    abstract D self();

    final int edges() {
        return after.size() + afterIds.size();
    }

    final List<Declaration<?>> after() {
        return after;
    }

    final List<Tag> tags() {
        return List.copyOf(tags);
    }

    final List<ResourceId> afterIds() {
        return afterIds;
    }

    final List<Declaration<?>> restartOn() {
        return restartOn;
    }

    final List<Declaration<?>> reloadOn() {
        return reloadOn;
    }
}
