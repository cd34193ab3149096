package io.labctl.catalog.module;

import io.labctl.catalog.Tag;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.util.ArrayList;
import java.util.Arrays;
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
                CheckDeclaration,
                PartDeclaration {
    private final String type;
    private final String title;
    private final List<Declaration<?>> after = new ArrayList<>();
    private final List<ResourceId> afterIds = new ArrayList<>();
    private final List<Declaration<?>> restartOn = new ArrayList<>();
    private final List<Declaration<?>> reloadOn = new ArrayList<>();
    private final Set<Tag> tags = new LinkedHashSet<>();

    Declaration(String type, String title) {
        this.type = type;
        this.title = title;
    }

    /** This is applied only when all of these have been, and is skipped when one of them failed. */
    public final D after(Declaration<?>... earlier) {
        after.addAll(allGiven("after", earlier));
        return self();
    }

    /** The same for what is declared elsewhere: in {@code install}, or by another module. */
    public final D after(ResourceId earlier) {
        afterIds.add(given("after", earlier));
        return self();
    }

    /**
     * Words by which {@code lab-agent run --once --tags} finds this, besides its module, type,
     * phase and address.
     */
    public final D tag(String... words) {
        for (String word : allGiven("tag", words)) {
            tags.add(new Tag(word));
        }
        return self();
    }

    /** What the subclasses offer as {@code restartOn} or {@code onNotify}. */
    final D notifiedBy(String property, Declaration<?>... earlier) {
        restartOn.addAll(allGiven(property, earlier));
        return after(earlier);
    }

    /** What a subclass offers as {@code reloadOn}. */
    final D reloadedBy(String property, Declaration<?>... earlier) {
        reloadOn.addAll(allGiven(property, earlier));
        return after(earlier);
    }

    /**
     * What a module gives for a property; null comes from one that was compiled without null
     * checks.
     *
     * @throws InvalidInput naming the resource and the property where it is null, or a text that
     *     cannot be written as UTF-8
     */
    final <T> T given(String property, T value) {
        if (value instanceof String text && hasHalfACharacter(text)) {
            throw InvalidInput.inField(
                    property,
                    "%s[%s] is given half a character (a surrogate without its other half) for %s, which UTF-8 cannot hold"
                            .formatted(type, Printable.of(title), property));
        }
        if (value == null) {
            throw InvalidInput.inField(
                    property,
                    "%s[%s] is given null for %s: give a value, or leave it out"
                            .formatted(type, Printable.of(String.valueOf(title)), property));
        }
        return value;
    }

    private static boolean hasHalfACharacter(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                int whole = text.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(whole)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    /** The same of each of them. */
    final <T> List<T> allGiven(String property, List<T> values) {
        given(property, values).forEach(each -> given(property, each));
        return List.copyOf(values);
    }

    /** The same of each of them. */
    final <T> List<T> allGiven(String property, T[] values) {
        return allGiven(property, Arrays.asList(given(property, values)));
    }

    /**
     * What cannot both hold must not be decided by which of the two comes last.
     *
     * @throws InvalidInput naming the resource and the two properties where the earlier one is said
     */
    final void notBoth(String property, String earlier, boolean isSaid) {
        if (isSaid) {
            throw InvalidInput.inField(
                    property,
                    "%s[%s] is given both %s and %s: leave one of them out"
                            .formatted(type, Printable.of(title), earlier, property));
        }
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
