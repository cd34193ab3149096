package io.labctl.agent.ssh;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file of a user's keys, or its folder. Anything in the home may have been given that name by
 * the user, a secret of root's too: that is not given to the user with what it holds.
 */
record KeyEntry(Root root, Accounts.User user, Path path, PathKind kind) {
    /** What must be so for it to be worked with. */
    interface Check {
        /**
         * Only looks.
         *
         * @throws Conflict when it is refused
         */
        void of(HeldEntry found) throws IOException;
    }

    /**
     * What is there, to be closed by the caller; null when nothing is.
     *
     * @throws Conflict when it is of another kind, or refused
     */
    @Nullable HeldEntry held(Places places, Check check) throws IOException {
        String name = path.toString();
        HeldEntry found = HeldEntry.at(places.find(name), kind, name).orElse(null);
        if (found == null) {
            return null;
        }
        try {
            check.of(found);
            return found;
        } catch (IOException | RuntimeException e) {
            found.close();
            throw e;
        }
    }

    /** Whether it is another's, and its user cannot do this with it. */
    boolean isClosedToTheUser(HeldEntry found, StrictModes.Need need) throws IOException {
        return found.entry().uid() != user.uid()
                && !new StrictModes(Accounts.read(root), user).lets(found.entry(), need);
    }

    Conflict closedToTheUser(HeldEntry found) {
        return refusal(
                "'%s' belongs to uid %d and '%s' may not read it"
                        .formatted(path, found.entry().uid(), user.name()));
    }

    Conflict refusal(String fact) {
        return Conflict.until(
                fact,
                "look into it, and give it to '%s' or remove it by hand first"
                        .formatted(user.name()));
    }
}
