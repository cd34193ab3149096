package io.labctl.agent.ssh;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Entry;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.catalog.report.Change;
import java.util.List;

/**
 * What sshd(8) asks of a user's files before it trusts them: that they are the user's or root's,
 * and that nobody else can write them. It reads them as the user.
 */
record StrictModes(Accounts accounts, Accounts.User user) {
    private static final int WRITABLE_BY_OTHERS = 022;

    /** What one may need to do with a file or a folder, as a bit of the last digit of its mode. */
    enum Need {
        READ(04),
        ENTER(01);

        private final int bit;

        Need(int bit) {
            this.bit = bit;
        }
    }

    /** What is to become of one; what is root's stays root's where the user has what is needed. */
    Access wanted(HeldEntry found, Need need) {
        Entry entry = found.entry();
        String mode = Access.octal(entry.permissions() & ~WRITABLE_BY_OTHERS);
        boolean stays = entry.uid() == user.uid() || (entry.uid() == 0 && lets(entry, need));
        return stays ? new Access(null, null, mode) : ofTheUser(mode);
    }

    List<Change> changes(HeldEntry found, Need need) {
        Access wanted = wanted(found, need);
        return Access.of(found, accounts, wanted).toward(wanted);
    }

    /** The user's own. */
    Access ofTheUser(String mode) {
        return new Access(user.name(), accounts.groupName(user.gid(), null), mode);
    }

    /** Whether the user can, who is not its owner. */
    boolean lets(Entry entry, Need need) {
        int bit = isOfTheGroup(entry.gid()) ? need.bit << 3 : need.bit;
        return (entry.mode() & bit) != 0;
    }

    private boolean isOfTheGroup(long gid) {
        return user.gid() == gid
                || accounts.membershipsOf(user).stream()
                        .flatMap(name -> accounts.group(name).stream())
                        .anyMatch(group -> group.gid() == gid);
    }
}
