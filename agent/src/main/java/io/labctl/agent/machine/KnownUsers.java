package io.labctl.agent.machine;

import io.labctl.catalog.error.NotFound;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who has an account, as programs see it: also one of a directory such as LDAP, for which getent(1)
 * is asked, once for each in a look at the machine.
 */
public final class KnownUsers {
    private final Accounts local;
    private final NameService directory;
    private final Map<String, Boolean> asked = new HashMap<>();

    public KnownUsers(Accounts local, Commands commands) {
        this.local = local;
        this.directory = new NameService(commands);
    }

    /**
     * Whether there is such an account.
     *
     * @throws io.labctl.catalog.error.Unavailable when the directory cannot tell
     */
    public boolean has(String name) throws IOException {
        if (local.user(name).isPresent()) {
            return true;
        }
        Boolean known = asked.get(name);
        if (known == null) {
            known = directory.has(NameService.Database.PASSWD, name);
            asked.put(name, known);
        }
        return known;
    }

    /** One sentence for all whom nobody knows. */
    public static NotFound missing(Collection<String> names) {
        return names.size() == 1
                ? Missing.user(names.iterator().next())
                : new NotFound(
                        names.stream()
                                .map("'%s'"::formatted)
                                .collect(
                                        Collectors.joining(", ", "no users ", " on this machine")));
    }
}
