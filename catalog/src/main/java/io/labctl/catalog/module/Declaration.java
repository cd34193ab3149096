package io.labctl.catalog.module;

import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;

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

    final List<Declaration<?>> after() {
        return after;
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
