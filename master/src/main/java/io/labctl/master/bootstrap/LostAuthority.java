package io.labctl.master.bootstrap;

import io.labctl.catalog.error.Unavailable;
import io.labctl.master.ca.CaConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * An authority whose traces are in labd's files, but which is not in the database: another one in
 * its place would be trusted by no machine that has joined.
 */
public final class LostAuthority {
    private LostAuthority() {}

    /**
     * Looks whether it is safe to make an authority where none is in the database. The admin
     * credential decides, for it is made after the authority; a first start that was killed may
     * have left a key alone. It is looked for first: another labd may be making both just now.
     *
     * @param admin the folder of the admin credential
     * @param hasAuthority asks the database
     * @throws Unavailable when it is not
     */
    public static void check(Path admin, CaConfig config, BooleanSupplier hasAuthority) {
        if (!Files.exists(admin) || hasAuthority.getAsBoolean()) {
            return;
        }
        boolean keyIsThere = config.key() == null && Files.exists(config.keyFile());
        String traces =
                keyIsThere
                        ? "the CA's key '%s' and the admin credential '%s' are"
                                .formatted(config.keyFile(), admin)
                        : "the admin credential '%s' is".formatted(admin);
        throw new Unavailable(
                "%s of an authority that is not in the database; put the right database back, or name it with --database; to begin anew, without the machines that have joined, move %s away"
                        .formatted(traces, keyIsThere ? "them" : "it"));
    }
}
