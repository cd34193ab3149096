package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A local account. What is not set is left as the machine has it, or as useradd(8) chooses.
 *
 * @param group the primary group's name
 * @param groups supplementary groups that the account must be in
 * @param system whether a new account gets a system uid
 * @param manageHome whether the home directory is made with the account and removed with it
 * @param onlyGroups whether it leaves all other groups
 * @param login what is wanted of its password and its end; null leaves all that
 * @param onlyKeys the public keys, in base64, that may stay in its {@code .ssh/authorized_keys} and
 *     {@code .ssh/authorized_keys2}, beside comments; null lets everything stay
 */
public record UserResource(
        String name,
        Presence ensure,
        @Nullable Long uid,
        @Nullable String group,
        List<String> groups,
        @Nullable String home,
        @Nullable String shell,
        @Nullable String comment,
        boolean system,
        boolean manageHome,
        boolean onlyGroups,
        @Nullable Login login,
        @Nullable List<String> onlyKeys)
        implements Resource {
    public static final String TYPE = "user";

    public UserResource {
        Rules.account("user", name);
        checkPresence(name, ensure);
        Rules.accountNumber("uid", uid);
        Rules.account("group", group);
        groups = List.copyOf(groups);
        groups.forEach(each -> Rules.account("groups", each));
        onlyKeys = onlyKeys == null ? null : List.copyOf(onlyKeys);
        if (home != null) {
            Rules.absolutePath("home", home);
        }
        if (shell != null) {
            Rules.absolutePath("shell", shell);
        }
        Rules.accountField("home", home);
        Rules.accountField("shell", shell);
        Rules.accountField("comment", comment);
    }

    /** Refuses that root's account is to be absent. */
    public static void checkPresence(String name, Presence ensure) {
        Rules.notWithoutRoot("user", name, ensure);
    }

    /** The same with these keys as the only ones that may stay. */
    public UserResource withOnlyKeys(List<String> keys) {
        return with(login, keys);
    }

    @Override
    public UserResource withoutSecrets() {
        return login == null ? this : with(login.withoutSecrets(), onlyKeys);
    }

    private UserResource with(@Nullable Login otherLogin, @Nullable List<String> otherKeys) {
        return new UserResource(
                name,
                ensure,
                uid,
                group,
                groups,
                home,
                shell,
                comment,
                system,
                manageHome,
                onlyGroups,
                otherLogin,
                otherKeys);
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return home == null ? List.of() : List.of(home);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        if (ensure == Presence.ABSENT) {
            return List.of();
        }
        return Stream.concat(Stream.ofNullable(group), groups.stream())
                .map(each -> new ResourceId(GroupResource.TYPE, each))
                .toList();
    }

    @Override
    @JsonIgnore
    public List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        if (uid != null) {
            claims.add(new Claim(new Claim.Id("uid", uid), name));
        }
        if (manageHome && home != null) {
            claims.add(new Claim(new Claim.Home(home), name));
        }
        return claims;
    }
}
