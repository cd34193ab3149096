package io.labctl.agent.type.authorizedkey;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SshPublicKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys in the users' own {@code .ssh/authorized_keys}, named {@code USER/COMMENT}; a user's
 * name alone means all of that user. For one look: a file is read once, however many keys it has.
 */
public final class PresentKeys implements Present {
    /** Far more than anybody has; each is compared with each. */
    private static final int MOST = 1000;

    /** Anywhere in the options: what is not well-formed is not told either. */
    private static final Pattern ENVIRONMENT =
            Pattern.compile("environment\\s*=", Pattern.CASE_INSENSITIVE);

    private final Root root;
    private final Backups backups;
    private final AuthorizedKeyType type;
    private final Map<String, KeysFound> read = new HashMap<>();

    public PresentKeys(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
        this.type = new AuthorizedKeyType(root, backups);
    }

    @Override
    public void requireName(String name) {
        new AccountName(user(name));
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        var there = new ArrayList<Resource>();
        for (String name : names) {
            String user = user(name);
            KeysFound keys = keysOf(user);
            for (KeyLine line : keys.lines()) {
                if (name.equals(user + "/" + line.comment())) {
                    there.add(told(user, line, keys));
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
    public Optional<String> whyNone(String name) throws IOException {
        String user = user(name);
        Accounts accounts = Accounts.read(root);
        if (accounts.user(user).isEmpty()) {
            return Optional.of(
                    "no user '%s' on this machine%s"
                            .formatted(user, Suggestion.hint(user, accounts.userNames())));
        }
        return keysOf(user).lines().isEmpty()
                ? Optional.of(
                        "user '%s' has no keys in '.ssh/authorized_keys' of the home"
                                .formatted(user))
                : Optional.empty();
    }

    /** Of a user whose file cannot be read, the user's name, with which that is told. */
    @Override
    public Optional<List<String>> names() throws IOException {
        var names = new ArrayList<String>();
        for (String user : Accounts.read(root).userNames()) {
            try {
                names.addAll(namesOf(user));
            } catch (LabException | IOException _) {
                names.add(user);
            }
        }
        return Optional.of(names);
    }

    private List<String> namesOf(String user) throws IOException {
        return keysOf(user).lines().stream()
                .map(each -> user + "/" + each.comment())
                .distinct()
                .toList();
    }

    private static String user(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    private KeysFound keysOf(String user) throws IOException {
        KeysFound known = read.get(user);
        if (known != null) {
            return known;
        }
        KeysFound found = readKeysOf(user);
        read.put(user, found);
        return found;
    }

    private KeysFound readKeysOf(String user) throws IOException {
        Accounts accounts = Accounts.read(root);
        Optional<Accounts.User> account =
                accounts.user(user).filter(each -> each.home().startsWith("/"));
        if (account.isEmpty()) {
            return new KeysFound(List.of(), List.of());
        }
        KeyFile file = KeyFile.of(root, backups, account.get(), null);
        List<KeyLine> keys = file.read().keys(_ -> true);
        if (keys.size() > MOST) {
            throw new Conflict(
                    "user '%s' has more than %d keys, which are too many to be shown"
                            .formatted(user, MOST));
        }
        return new KeysFound(keys, file.accessChanges(accounts));
    }

    private AuthorizedKeyResource told(String user, KeyLine line, KeysFound keys) {
        if (ENVIRONMENT.matcher(line.options()).find()) {
            throw new InvalidInput("its options have 'environment=', which may hold a secret");
        }
        var key =
                new AuthorizedKeyResource(
                        user,
                        line.comment(),
                        Presence.PRESENT,
                        new SshPublicKey(line.type(), line.key()),
                        line.eachOption(),
                        null);
        List<Change> changes = type.plan(key, keys.meantBy(key));
        if (changes.stream().anyMatch(each -> each.property().equals("lines"))) {
            throw new InvalidInput(
                    "the same key or comment stands there on several lines, of which a run would leave one");
        }
        if (!changes.isEmpty()) {
            throw new InvalidInput(
                    changes.stream()
                            .map(Change::property)
                            .collect(Collectors.joining(", ", "a run would change ", " of it")));
        }
        return key;
    }
}
