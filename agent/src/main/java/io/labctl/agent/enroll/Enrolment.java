package io.labctl.agent.enroll;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.Contact;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.ServerName;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins this machine to a labd. The present identity, if any, is not touched before the new one has
 * been issued and checked; the key that it will have is kept until then.
 */
public final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

    private final IdentityStore identities;
    private final Staging staging;
    private final FirstContact contact;
    private final Timekeeper time;
    private final Remembered<Contact> lastContact;

    /**
     * For one machine.
     *
     * @param lastContact what the runs with the present identity have left of labd's answers
     */
    public Enrolment(
            IdentityStore identities,
            Staging staging,
            FirstContact contact,
            Timekeeper time,
            Remembered<Contact> lastContact) {
        this.identities = identities;
        this.staging = staging;
        this.contact = contact;
        this.time = time;
        this.lastContact = lastContact;
    }

    /**
     * Joins that labd under that name, once it has proved to be the one that the token names.
     *
     * @param force also when there is a valid identity that labd has not refused
     * @throws Conflict when there is one, without force
     * @throws Denied when labd refuses
     * @throws Unavailable when labd cannot be reached or is not the one that the token names, or a
     *     file cannot be read or written; the same call goes on from there
     */
    public Identity enroll(URI server, JoinToken token, ServerName name, boolean force) {
        if (!force) {
            refuseWhenEnrolled();
        }
        StagedRequest request = staging.request(token, name);
        EnrollResponse response = redeem(server, token, name, request);
        Identity identity =
                new IssuedIdentity(request.key(), server, token.pin(), name).check(response);
        if (!identity.isValidAt(time.now())) {
            throw new InvalidInput(
                    "new certificate is valid from %s to %s, but this machine's clock says %s"
                            .formatted(
                                    identity.certificate().getNotBefore().toInstant(),
                                    identity.expires(),
                                    time.now()));
        }
        install(identity);
        forgetStaged();
        return identity;
    }

    /** Only a refusal ends the attempt: after anything else the same command goes on with it. */
    private EnrollResponse redeem(
            URI server, JoinToken token, ServerName name, StagedRequest request) {
        try {
            return contact.redeem(server, token, name, request.csr());
        } catch (Denied e) {
            forgetStaged();
            throw e;
        }
    }

    private void refuseWhenEnrolled() {
        present()
                .filter(identity -> identity.isValidAt(time.now()))
                .filter(identity -> !isRefused(identity))
                .ifPresent(
                        identity -> {
                            throw new Conflict(
                                    "this machine is already enrolled as %s until %s; use --force to replace that, under the same name after 'labctl delete server/NAME'"
                                            .formatted(identity.agent(), identity.expires()));
                        });
    }

    /** By labd, so that it protects nothing any more. */
    private boolean isRefused(Identity identity) {
        try {
            return Contact.isRefusal(lastContact, identity.serial());
        } catch (IOException e) {
            throw new Unavailable(
                    "what labd last said of this machine is not known: %s; use --force to join all the same"
                            .formatted(FileTrouble.sentence(e)),
                    e);
        }
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
            throw new Unavailable(
                    "identity could not be stored: %s; mend that and give the same command again, the token still counts for it"
                            .formatted(FileTrouble.sentence(e)),
                    e);
        }
    }

    private void forgetStaged() {
        try {
            staging.forget();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("reason", FileTrouble.sentence(e))
                    .log("staged key not removed");
        }
    }
}
