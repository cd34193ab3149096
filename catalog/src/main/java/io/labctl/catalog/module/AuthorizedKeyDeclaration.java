package io.labctl.catalog.module;

import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SshPublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Declares an {@link AuthorizedKeyResource}. */
public final class AuthorizedKeyDeclaration extends Declaration<AuthorizedKeyDeclaration> {
    private final String user;
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private @Nullable String key;
    private List<String> options = List.of();
    private @Nullable String target;

    AuthorizedKeyDeclaration(String user, String name) {
        super(AuthorizedKeyResource.TYPE, user + "/" + name);
        this.user = named("user", user);
        this.name = named("name", name);
    }

    /** The public key as a file {@code id_ed25519.pub} has it; a comment in it is passed over. */
    public AuthorizedKeyDeclaration key(String typeAndBase64) {
        return set("key", typeAndBase64, each -> this.key = each);
    }

    /** The same by its parts. */
    public AuthorizedKeyDeclaration key(String type, String base64) {
        String[] parts = {type, base64};
        return setAll("key", parts, both -> this.key = String.join(" ", both));
    }

    /**
     * What limits its use, in this order: {@code no-pty}, {@code from="10.0.0.0/8"}. sshd(8)
     * refuses a key with an option that it does not know; a name that is only near to a known one
     * is refused when the catalog is compiled.
     */
    public AuthorizedKeyDeclaration options(String... each) {
        return setAll("options", each, all -> this.options = all);
    }

    /** Another file than {@code .ssh/authorized_keys} in the user's home; its folder must exist. */
    public AuthorizedKeyDeclaration target(String file) {
        return set("target", file, each -> this.target = each);
    }

    /** Takes the key away, by its name and, where one is given, by its key. */
    public AuthorizedKeyDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new AuthorizedKeyResource(
                user, name, ensure, key == null ? null : SshPublicKey.parse(key), options, target);
    }

    @Override
    AuthorizedKeyDeclaration self() {
        return this;
    }
}
