package io.labctl.agent.type.group;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link GroupResource}, by groupadd(8), groupmod(8) and groupdel(8). */
public final class GroupType implements ResourceType<GroupResource, Optional<Accounts.Group>> {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Root root;
    private final Commands commands;

    public GroupType(Root root, Commands commands) {
        this.root = root;
        this.commands = commands;
    }

    @Override
    public Map<GroupResource, Optional<Accounts.Group>> observe(Collection<GroupResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<GroupResource, Optional<Accounts.Group>>();
        wanted.forEach(each -> found.put(each, accounts.group(each.name())));
        return found;
    }

    @Override
    public List<Change> plan(GroupResource wanted, Optional<Accounts.Group> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(_ -> Change.of("ensure", "present", "absent")).stream().toList();
        }
        if (found.isEmpty()) {
            return List.of(Change.of("ensure", "absent", "present"));
        }
        long gid = found.get().gid();
        return wanted.gid() == null || wanted.gid() == gid
                ? List.of()
                : List.of(Change.of("gid", Long.toString(gid), wanted.gid().toString()));
    }

    @Override
    public void apply(GroupResource wanted, List<Change> changes) throws IOException {
        var argv = new ArrayList<String>();
        if (wanted.ensure() == Presence.ABSENT) {
            argv.add("groupdel");
        } else if (changes.getFirst().property().equals("ensure")) {
            argv.add("groupadd");
            if (wanted.system()) {
                argv.add("--system");
            }
            addGid(wanted, argv);
        } else {
            argv.add("groupmod");
            addGid(wanted, argv);
        }
        argv.add(wanted.name());
        commands.require(Command.of(argv, LIMIT));
    }

    private static void addGid(GroupResource wanted, List<String> argv) {
        if (wanted.gid() != null) {
            argv.addAll(List.of("--gid", wanted.gid().toString()));
        }
    }
}
