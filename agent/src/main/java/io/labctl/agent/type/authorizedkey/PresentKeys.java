package io.labctl.agent.type.authorizedkey;

import static java.util.Objects.requireNonNull;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SshPublicKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys in the users' own {@code .ssh/authorized_keys}, named {@code USER/COMMENT}; a user's
 * name alone means all of that user.
 */
public final class PresentKeys implements Present {
    private final Root root;
    private final Backups backups;
    private final AuthorizedKeyType type;

    public PresentKeys(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
        this.type = new AuthorizedKeyType(root, backups);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        var there = new ArrayList<Resource>();
        for (String name : names) {
            String user = user(name);
            for (KeyLine line : keysOf(user)) {
                if (name.equals(user + "/" + line.comment())) {
                    there.add(told(user, line));
                    break;
                }
            }
        }
        return there;
    }

    @Override
    public List<String> meantBy(String name) throws IOException {
        return name.equals(user(name)) ? namesOf(name) : List.of(name);
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        var names = new ArrayList<String>();
        for (String user : Accounts.read(root).userNames()) {
            names.addAll(namesOf(user));
        }
        return Optional.of(names);
    }

    private List<String> namesOf(String user) throws IOException {
        return keysOf(user).stream().map(each -> user + "/" + each.comment()).distinct().toList();
    }

    private static String user(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    private List<KeyLine> keysOf(String user) throws IOException {
        Optional<Accounts.User> account =
                Accounts.read(root).user(user).filter(each -> each.home().startsWith("/"));
        return account.isEmpty()
                ? List.of()
                : KeyFile.of(root, backups, account.get(), null).read().keys(_ -> true);
    }

    private Resource told(String user, KeyLine line) throws IOException {
        var key =
                new AuthorizedKeyResource(
                        user,
                        line.comment(),
                        Presence.PRESENT,
                        new SshPublicKey(line.type(), line.key()),
                        line.eachOption(),
                        null);
        List<Change> changes = type.plan(key, requireNonNull(type.observe(List.of(key)).get(key)));
        if (!changes.isEmpty()) {
            throw new InvalidInput(
                    changes.stream()
                            .map(Change::property)
                            .collect(Collectors.joining(", ", "a run would change ", " of it")));
        }
        return key;
    }
}
