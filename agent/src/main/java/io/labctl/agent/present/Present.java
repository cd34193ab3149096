package io.labctl.agent.present;

import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells what of one type is on this machine, as resources that would change nothing on it. */
public interface Present {
    /**
     * Those of these that are there, without their secrets.
     *
     * @throws io.labctl.catalog.error.LabException when one of them cannot be told
     */
    List<Resource> named(Collection<String> names) throws IOException;

    /**
     * Refuses what can be the name of none of this type, wherever one looks; anything can, unless a
     * type says otherwise.
     *
     * @throws io.labctl.catalog.error.InvalidInput that says how a name is written
     */
    default void requireName(String name) {}

    /** What a person should know of these besides, where they are there; a sentence each. */
    default List<String> remarks(Collection<String> names) throws IOException {
        return List.of();
    }

    /** Why there is none of that name, where more can be said than that; without a full stop. */
    default Optional<String> whyNone(String name) throws IOException {
        return Optional.empty();
    }

    /** The names of those that one name stands for, such as a user's name for all of the user. */
    default List<String> meantBy(String name) throws IOException {
        return List.of(name);
    }

    /** The names of all; empty where a name has to be given because there is no end of them. */
    default Optional<List<String>> names() throws IOException {
        return Optional.empty();
    }
}
