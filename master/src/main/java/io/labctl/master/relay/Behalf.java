package io.labctl.master.relay;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.PersonId;
import io.labctl.master.ca.Serial;
import io.labctl.master.identity.Caller;
import org.jspecify.annotations.Nullable;

/**
 * For whom a labd asks another one: he has shown it this certificate, and it has looked at that.
 *
 * @param identity as it stands in the certificate
 */
public record Behalf(String identity, Serial certificate) {
    /** The header with the identity. */
    public static final String IDENTITY = "Lab-Identity";

    /** The header with the certificate's serial number. */
    public static final String CERTIFICATE = "Lab-Certificate";

    public static Behalf of(Caller.Agent agent) {
        return new Behalf(agent.id().toString(), agent.serial());
    }

    public static Behalf of(Caller.Person person) {
        return new Behalf(new PersonId(new DnsLabel(person.name())).toString(), person.serial());
    }

    /**
     * Whose agent it is.
     *
     * @throws InvalidInput when the headers name none
     */
    public static Caller.Agent agent(@Nullable String identity, @Nullable String certificate) {
        if (caller(identity, certificate) instanceof Caller.Agent agent) {
            return agent;
        }
        throw nobody("an agent");
    }

    /**
     * Which person it is.
     *
     * @throws InvalidInput when the headers name none
     */
    public static Caller.Person person(@Nullable String identity, @Nullable String certificate) {
        if (caller(identity, certificate) instanceof Caller.Person person) {
            return person;
        }
        throw nobody("a person");
    }

    private static Caller caller(@Nullable String identity, @Nullable String certificate) {
        return identity == null || certificate == null
                ? new Caller.Anonymous()
                : Caller.named(identity, new Serial(certificate));
    }

    private static InvalidInput nobody(String who) {
        return new InvalidInput(
                "the headers '%s' and '%s' do not name %s".formatted(IDENTITY, CERTIFICATE, who));
    }
}
