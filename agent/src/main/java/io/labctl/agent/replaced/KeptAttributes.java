package io.labctl.agent.replaced;

import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Entry;
import io.labctl.agent.machine.ExtendedAttributes;
import io.labctl.agent.machine.HeldEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file that is kept had beside its content.
 *
 * @param mode 4 octal digits
 * @param extended the values in base64, by their names
 */
public record KeptAttributes(long uid, long gid, String mode, SortedMap<String, String> extended) {
    /** For a copy of which nothing is known: nobody but the agent's own account reads it. */
    static final KeptAttributes UNKNOWN = new KeptAttributes(0, 0, "0600", new TreeMap<>());

    static KeptAttributes of(HeldEntry file) throws IOException {
        Entry found = file.entry();
        var extended = new TreeMap<String, String>();
        ExtendedAttributes.of(file)
                .values()
                .forEach(
                        (name, value) ->
                                extended.put(name, Base64.getEncoder().encodeToString(value)));
        return new KeptAttributes(
                found.uid(), found.gid(), Access.octal(found.permissions()), extended);
    }

    /** Gives them to a file that was made for them. */
    public void giveTo(Path file, Accounts accounts) throws IOException {
        var values = new TreeMap<String, byte[]>();
        extended.forEach((name, value) -> values.put(name, Base64.getDecoder().decode(value)));
        new ExtendedAttributes(values).giveTo(file);
        new Access(Long.toString(uid), Long.toString(gid), mode).giveTo(file, accounts);
    }
}
