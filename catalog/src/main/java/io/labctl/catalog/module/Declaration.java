package io.labctl.catalog.module;

import io.labctl.catalog.Tag;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
                CheckDeclaration,
                PartDeclaration {
    private final Given given;
    private final List<Declaration<?>> after = new ArrayList<>();
    private final List<ResourceId> afterIds = new ArrayList<>();
    private final List<Declaration<?>> restartOn = new ArrayList<>();
    private final List<Declaration<?>> reloadOn = new ArrayList<>();
    private final Set<Tag> tags = new LinkedHashSet<>();
    private final List<String> said = new ArrayList<>();
    private final List<Wrong> wrong = new ArrayList<>();
    private Heard heard = Heard.ALL;

    /** A value that is refused, with the place in the module that gives it. */
    record Wrong(String message, @Nullable Origin origin) {}

    /** How much of what its module has to say of it was heard. */
    enum Heard {
        ALL,
        /** The module broke off later; it may have had more to say. */
        PERHAPS_ALL,
        /** The module broke off while it spoke of it. */
        A_PART
    }

    Declaration(String type, String title) {
        this.given = new Given(type, title);
    }

    /** This is applied only when all of these have been, and is skipped when one of them failed. */
    public final D after(Declaration<?>... earlier) {
        return setAll("after", earlier, after::addAll);
    }

    /** The same for what is declared elsewhere: in {@code install}, or by another module. */
    public final D after(ResourceId earlier) {
        return set("after", earlier, afterIds::add);
    }

    /**
     * Words by which {@code lab-agent run --once --tags} finds this, besides its module, type,
     * phase and address.
     */
    public final D tag(String... words) {
        return setAll("tag", words, all -> all.forEach(word -> tags.add(new Tag(word))));
    }

    /** What the subclasses offer as {@code restartOn} or {@code onNotify}. */
    final D notifiedBy(String property, Declaration<?>... earlier) {
        return setAll(property, earlier, all -> follow(all, restartOn));
    }

    /** What a subclass offers as {@code reloadOn}. */
    final D reloadedBy(String property, Declaration<?>... earlier) {
        return setAll(property, earlier, all -> follow(all, reloadOn));
    }

    private void follow(List<Declaration<?>> earlier, List<Declaration<?>> notifying) {
        notifying.addAll(earlier);
        after.addAll(earlier);
    }

    /**
     * What the declaration begins with, a name or a path. One that is refused becomes a text that
     * nothing is made of.
     */
    final String named(String property, String value) {
        set(property, value, _ -> said.add(given.type())); // the rules name it so
        return String.valueOf(value);
    }

    /**
     * Takes the value of a property. One that is null, or that the setter refuses, is told with all
     * other faults of the compile, and the module goes on.
     */
    final <T> D set(String property, T value, Consumer<T> setter) {
        try {
            setter.accept(given.one(property, value));
            said.add(property);
        } catch (InvalidInput e) {
            refuse(e.sentence());
        }
        return self();
    }

    /** The same of each of them. */
    final <T> D setAll(String property, List<T> values, Consumer<List<T>> setter) {
        return set(property, values, all -> setter.accept(given.all(property, all)));
    }

    /** The same of each of them. */
    final <T> D setAll(String property, T[] values, Consumer<List<T>> setter) {
        return set(property, values, all -> setter.accept(given.all(property, Arrays.asList(all))));
    }

    private void refuse(String message) {
        wrong.add(new Wrong(message, Declarations.caller().orElse(null)));
    }

    /**
     * What cannot both hold must not be decided by which of the two comes last: where the earlier
     * one is said, the resource and the two properties are told with all other faults.
     */
    final void notBoth(String property, String earlier, boolean isSaid) {
        if (isSaid) {
            refuse(
                    "%s is given both %s and %s: leave one of them out"
                            .formatted(given.resource(), earlier, property));
        }
    }

    /** The module broke off, and this much of what it has to say of this was heard. */
    void breakOff(Heard much) {
        this.heard = much;
    }

    /** The values that were refused as soon as they were given. */
    final List<Wrong> wrong() {
        return wrong;
    }

    /**
     * Whether all was heard and taken. Else what seems to be missing may be what was not, and only
     * a property that {@link #says} has a value can be judged.
     */
    boolean isWhole() {
        return heard == Heard.ALL && wrong.isEmpty();
    }

    /** Whether enough was heard and taken to hold it against other resources. */
    boolean isComparable() {
        return heard != Heard.A_PART && wrong.isEmpty();
    }

    /** Whether a value of this property, by the name that the rules have for it, was taken. */
    final boolean says(String property) {
        return said.contains(property);
    }

    abstract Resource resource();

    abstract D self();

    /** To how many resources it says that they come before this one. */
    final long edges() {
        long edges = afterIds().size();
        for (Declaration<?> earlier : after()) {
            edges += 1 + earlier.parts().size();
        }
        return edges;
    }

    /** What was declared with it; whoever comes after this comes after them too. */
    List<PartDeclaration> parts() {
        return List.of();
    }

    List<Declaration<?>> after() {
        return after;
    }

    List<Tag> tags() {
        return List.copyOf(tags);
    }

    List<ResourceId> afterIds() {
        return afterIds;
    }

    final List<Declaration<?>> restartOn() {
        return restartOn;
    }

    final List<Declaration<?>> reloadOn() {
        return reloadOn;
    }
}
