package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of authorized_keys(5), known by its comment or its key; all other lines of the file stay
 * as they are. The user's {@code .ssh} is made with mode 0700, the file with 0600, both the user's
 * own. What sshd(8) would refuse is set right: that others can write them, another owner of the
 * file, and of a target that is root's, that the user cannot read it. What is root's and the user
 * can read stays root's. Somebody else's file in the home that the user cannot read is refused, and
 * so is a {@code .ssh} that is not empty, for the user may have given that name to any secret
 * there; so is a {@code .ssh} that is neither the user's nor root's, for whoever owns it could
 * exchange the keys: give it to the user or remove it. A {@code file} of the same catalog for the
 * same path that sshd(8) would refuse is refused when the catalog is compiled.
 *
 * @param name the comment behind the key
 * @param key null only when it is absent, and then found by its name alone
 * @param options before the key, in their order, such as {@code from="10.0.0.0/8"}
 * @param target the file; null means {@code .ssh/authorized_keys} in the user's home
 */
public record AuthorizedKeyResource(
        String user,
        String name,
        Presence ensure,
        @Nullable SshPublicKey key,
        List<String> options,
        @Nullable String target)
        implements Resource {
    public static final String TYPE = "authorized_key";

    public AuthorizedKeyResource {
        Rules.account("user", user);
        Rules.oneLine("authorized_key", name);
        if (name.isBlank() || !name.equals(name.strip())) {
            throw InvalidInput.inField(
                    "authorized_key",
                    "name '%s' of a key is blank or has blanks around it"
                            .formatted(Printable.of(name)));
        }
        if (ensure == Presence.PRESENT && key == null) {
            throw InvalidInput.inField(
                    "key", "authorized_key '%s' of '%s' has no key".formatted(name, user));
        }
        options = List.copyOf(options);
        options.forEach(KeyOption::new);
        if (target != null) {
            Rules.absolutePath("target", target);
        }
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return target == null ? List.of() : List.of(target);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, user + "/" + name);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        return target == null
                ? List.of(new ResourceId(UserResource.TYPE, user))
                : Rules.around(target, user, null);
    }

    @Override
    @JsonIgnore
    public List<Claim> claims() {
        String place = target == null ? user : target;
        return key == null
                ? List.of()
                : List.of(new Claim(new Claim.Key(place, key.key()), id().title()));
    }
}
