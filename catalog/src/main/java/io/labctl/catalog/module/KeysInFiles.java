package io.labctl.catalog.module;

import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.resource.UserResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys whose file is declared in a way that sshd(8) would refuse: each would undo the
 * other in every run anew. Whether a user is in the group of root's file is known on the node
 * alone.
 */
record KeysInFiles(Map<ResourceId, Vertex> byId, List<Fault> faults) {
    private static final String ROOT = "root";
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int READABLE_BY_OTHERS = 044;

    void check(Vertex vertex) {
        if (vertex.resource instanceof AuthorizedKeyResource key
                && key.ensure() == Presence.PRESENT) {
            Vertex other = byId.get(new ResourceId(FileResource.TYPE, place(key)));
            if (other != null && other.resource instanceof FileResource file) {
                trouble(key, file).ifPresent(why -> faults.add(fault(vertex, other, why)));
            }
        }
    }

    private static Fault fault(Vertex key, Vertex file, String why) {
        return key.item.fault(
                "%s cannot be in %s of %s: %s".formatted(key.id, file.id, file.item.place(), why));
    }

    /** As far as the catalog tells where the user's home is; else one that no file has. */
    private String place(AuthorizedKeyResource key) {
        if (key.target() != null) {
            return key.target();
        }
        Vertex user = byId.get(new ResourceId(UserResource.TYPE, key.user()));
        String home =
                user != null && user.resource instanceof UserResource account
                        ? account.home()
                        : null;
        return (home == null ? "" : home) + "/.ssh/authorized_keys";
    }

    private static Optional<String> trouble(AuthorizedKeyResource key, FileResource file) {
        String owner = file.owner();
        if (file.ensure() == Presence.ABSENT) {
            return Optional.of("the file is to be absent");
        }
        if (file.content() != null && file.replace()) {
            return Optional.of("both want what '%s' holds".formatted(file.path()));
        }
        if (owner != null && !owner.equals(ROOT) && !owner.equals(key.user())) {
            return Optional.of(
                    "the file is to belong to '%s', not to '%s' or root"
                            .formatted(owner, key.user()));
        }
        if (has(file.mode(), WRITABLE_BY_OTHERS)) {
            return Optional.of(
                    "others than its owner can write a file with mode %s".formatted(file.mode()));
        }
        boolean isSecret = file.mode() != null && !has(file.mode(), READABLE_BY_OTHERS);
        return isSecret && ROOT.equals(owner) && !key.user().equals(ROOT)
                ? Optional.of(
                        "'%s' cannot read a file of root with mode %s"
                                .formatted(key.user(), file.mode()))
                : Optional.empty();
    }

    private static boolean has(@Nullable String mode, int bits) {
        return mode != null && (Integer.parseInt(mode, 8) & bits) != 0;
    }
}
