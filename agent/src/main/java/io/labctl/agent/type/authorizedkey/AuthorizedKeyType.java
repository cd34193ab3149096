package io.labctl.agent.type.authorizedkey;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Missing;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.ssh.AuthorizedKeys;
import io.labctl.agent.ssh.KeyFile;
import io.labctl.agent.ssh.KeyLine;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.SshPublicKey;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link AuthorizedKeyResource}. */
public final class AuthorizedKeyType implements ResourceType<AuthorizedKeyResource, KeysFound> {
    private static final String ENSURE = "ensure";
    private static final String KEY = "key";
    private static final String OPTIONS = "options";
    private static final String COMMENT = "comment";
    private static final String LINES = "lines";
    private static final Set<String> OF_THE_KEY = Set.of(ENSURE, KEY, OPTIONS, COMMENT, LINES);

    private final Root root;
    private final Backups backups;
    private final NewHomes newHomes;

    public AuthorizedKeyType(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
        this.newHomes = new NewHomes(root, backups);
    }

    @Override
    public Map<AuthorizedKeyResource, KeysFound> observe(Collection<AuthorizedKeyResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<AuthorizedKeyResource, KeysFound>();
        for (AuthorizedKeyResource each : wanted) {
            Optional<KeyFile> file = file(each, accounts);
            found.put(
                    each,
                    file.isEmpty()
                            ? new KeysFound(List.of(), List.of())
                            : found(each, file.get(), accounts));
        }
        return found;
    }

    static KeysFound found(AuthorizedKeyResource wanted, KeyFile file, Accounts accounts)
            throws IOException {
        return new KeysFound(file.read().keys(meant(wanted)), file.accessChanges(accounts));
    }

    private Optional<KeyFile> file(AuthorizedKeyResource wanted, Accounts accounts) {
        return accounts.user(wanted.user())
                .map(user -> KeyFile.of(root, backups, user, wanted.target()));
    }

    @Override
    public List<String> makes(AuthorizedKeyResource wanted) throws IOException {
        return file(wanted, Accounts.read(root)).map(KeyFile::paths).orElse(List.of());
    }

    @Override
    public List<Change> plan(AuthorizedKeyResource wanted, KeysFound found) {
        SshPublicKey key = wanted.key();
        if (wanted.ensure() == Presence.ABSENT || key == null) {
            return found.lines().isEmpty()
                    ? List.of()
                    : with(found.access(), Change.of(ENSURE, "present", "absent"));
        }
        if (found.lines().isEmpty()) {
            return with(found.access(), Change.of(ENSURE, "absent", "present"));
        }
        var changes = new ArrayList<Change>();
        KeyLine first = found.lines().getFirst();
        difference(KEY, first.type() + " " + first.key(), key.toString(), changes);
        difference(OPTIONS, first.options(), options(wanted), changes);
        difference(COMMENT, first.comment(), wanted.name(), changes);
        if (found.lines().size() > 1) {
            changes.add(Change.of(LINES, Integer.toString(found.lines().size()), "1"));
        }
        changes.addAll(found.access());
        return changes;
    }

    private static List<Change> with(List<Change> access, Change change) {
        return Stream.concat(Stream.of(change), access.stream()).toList();
    }

    private static void difference(String property, String from, String to, List<Change> changes) {
        if (!from.equals(to)) {
            changes.add(Change.of(property, orNull(from), orNull(to)));
        }
    }

    private static @Nullable String orNull(String value) {
        return value.isEmpty() ? null : value;
    }

    /** What sshd(8) would refuse is set right with the first change of a file. */
    @Override
    public List<Change> leftAfter(
            AuthorizedKeyResource wanted, List<Change> changes, List<Resource> earlier)
            throws IOException {
        Optional<KeysFound> elsewhere =
                wanted.target() == null ? newHomes.keys(wanted, earlier) : Optional.empty();
        List<Change> left = elsewhere.isEmpty() ? changes : plan(wanted, elsewhere.get());
        return earlier.stream().anyMatch(each -> setsRight(each, wanted))
                ? left.stream().filter(each -> OF_THE_KEY.contains(each.property())).toList()
                : left;
    }

    private static boolean setsRight(Resource earlier, AuthorizedKeyResource wanted) {
        if (earlier instanceof AuthorizedKeyResource other) {
            return other.user().equals(wanted.user())
                    && Objects.equals(other.target(), wanted.target());
        }
        if (earlier instanceof FileResource file) {
            return file.path().equals(wanted.target())
                    && file.owner() != null
                    && file.mode() != null;
        }
        return earlier instanceof UserResource user
                && user.name().equals(wanted.user())
                && user.onlyKeys() != null
                && wanted.target() == null;
    }

    @Override
    public void requirePossible(AuthorizedKeyResource wanted, List<Change> changes)
            throws IOException {
        KeyFile file = file(wanted);
        if (wanted.ensure() == Presence.PRESENT) {
            file.requirePlace();
        }
    }

    private KeyFile file(AuthorizedKeyResource wanted) throws IOException {
        return file(wanted, Accounts.read(root)).orElseThrow(() -> Missing.user(wanted.user()));
    }

    @Override
    public void apply(AuthorizedKeyResource wanted, List<Change> changes) throws IOException {
        KeyFile file = file(wanted);
        AuthorizedKeys before = file.read();
        SshPublicKey key = wanted.key();
        if (wanted.ensure() == Presence.ABSENT || key == null) {
            file.write(before.without(meant(wanted)));
        } else {
            var line = new KeyLine(options(wanted), key.type(), key.key(), wanted.name());
            file.write(before.with(line, meant(wanted)));
        }
    }

    private static String options(AuthorizedKeyResource wanted) {
        return String.join(",", wanted.options());
    }

    static Predicate<KeyLine> meant(AuthorizedKeyResource wanted) {
        return line ->
                line.comment().equals(wanted.name())
                        || (wanted.key() != null && line.key().equals(wanted.key().key()));
    }
}
