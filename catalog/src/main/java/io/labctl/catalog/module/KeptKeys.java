package io.labctl.catalog.module;

import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SshPublicKey;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.Objects;

/**
 * Tells the users whose other keys are taken away which ones stay: all that the catalog declares
 * for them, by whichever module.
 */
record KeptKeys(List<Vertex> users, List<AuthorizedKeyResource> keys) {
    static KeptKeys of(List<Vertex> vertices) {
        List<Vertex> users =
                vertices.stream()
                        .filter(
                                each ->
                                        each.resource instanceof UserResource user
                                                && user.onlyKeys() != null)
                        .toList();
        return users.isEmpty()
                ? new KeptKeys(users, List.of())
                : new KeptKeys(
                        users,
                        vertices.stream()
                                .map(each -> each.resource)
                                .filter(AuthorizedKeyResource.class::isInstance)
                                .map(AuthorizedKeyResource.class::cast)
                                .filter(key -> key.ensure() == Presence.PRESENT)
                                .toList());
    }

    void fillIn() {
        for (Vertex vertex : users) {
            if (vertex.resource instanceof UserResource user) {
                vertex.resource = user.withOnlyKeys(of(user));
            }
        }
    }

    private List<String> of(UserResource user) {
        return keys.stream()
                .filter(key -> key.user().equals(user.name()))
                .map(AuthorizedKeyResource::key)
                .filter(Objects::nonNull)
                .map(SshPublicKey::key)
                .sorted()
                .toList();
    }
}
