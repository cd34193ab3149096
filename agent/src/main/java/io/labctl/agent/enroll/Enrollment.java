package io.labctl.agent.enroll;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.KeyPairs;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.ServerName;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.util.Optional;

/**
 * Joins this machine to a labd. The present identity, if any, is not touched before the new one has
 * been issued and checked.
 */
public final class Enrollment {
    private final IdentityStore identities;
    private final KeyPairs keyPairs;
    private final FirstContact contact;
    private final Timekeeper time;

    public Enrollment(
            IdentityStore identities, KeyPairs keyPairs, FirstContact contact, Timekeeper time) {
        this.identities = identities;
        this.keyPairs = keyPairs;
        this.contact = contact;
        this.time = time;
    }

    /**
     * Joins that labd under that name, once it has proved to be the one that the token names.
     *
     * @param force also when there is a valid identity
     * @throws Conflict when there is one, without force
     * @throws io.labctl.catalog.error.Denied when labd refuses
     * @throws Unavailable when labd cannot be reached or is not the one that the token names
     */
    public Identity enroll(URI server, JoinToken token, ServerName name, boolean force) {
        if (!force) {
            refuseWhenEnrolled();
        }
        KeyPair keys = keyPairs.make();
        EnrollResponse response = contact.redeem(server, token, name, keys);
        Identity identity = new IssuedIdentity(keys, server, token.pin(), name).check(response);
        if (!identity.isValidAt(time.now())) {
            throw new InvalidInput(
                    "new certificate is valid from %s to %s, but this machine's clock says %s"
                            .formatted(
                                    identity.certificate().getNotBefore().toInstant(),
                                    identity.expires(),
                                    time.now()));
        }
        install(identity);
        return identity;
    }

    private void refuseWhenEnrolled() {
        present()
                .filter(identity -> identity.isValidAt(time.now()))
                .ifPresent(
                        identity -> {
                            throw new Conflict(
                                    "this machine is already enrolled as %s until %s; use --force to replace that"
                                            .formatted(identity.agent(), identity.expires()));
                        });
    }

    private Optional<Identity> present() {
        try {
            return identities.load();
        } catch (InvalidInput damaged) {
            return Optional.empty(); // enrolling is the cure
        }
    }

    private void install(Identity identity) {
        try {
            identities.install(identity);
        } catch (IOException e) {
            throw new Unavailable("identity could not be stored: " + FileTrouble.sentence(e), e);
        }
    }
}
