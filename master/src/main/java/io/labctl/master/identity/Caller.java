package io.labctl.master.identity;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.PersonId;
import io.labctl.master.ca.Profile;
import io.labctl.master.ca.Serial;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who is asking. */
public sealed interface Caller extends Principal {
    /** Nobody that labd knows: no client certificate was shown. */
    record Anonymous() implements Caller {
        @Override
        public String getName() {
            return "anonymous";
        }
    }

    /** The agent of one server. */
    record Agent(AgentId id, Serial serial) implements Caller {
        @Override
        public String getName() {
            return id.toString();
        }
    }

    /** A person, by the name in the certificate. */
    record Person(String name, Serial serial) implements Caller {
        @Override
        public String getName() {
            return name;
        }
    }

    /** Another labd that shares the database. */
    record Replica(Serial serial) implements Caller {
        @Override
        public String getName() {
            return "labd";
        }
    }

    /**
     * Who has this identity.
     *
     * @param uri of a certificate's subject alternative name
     * @throws InvalidInput when it is that of nobody who asks labd for anything
     */
    static Caller named(String uri, Serial serial) {
        if (uri.equals(Profile.SERVER_IDENTITY)) {
            return new Replica(serial);
        }
        return PersonId.isOne(uri)
                ? new Person(PersonId.parse(uri).name().value(), serial)
                : new Agent(AgentId.parse(uri), serial);
    }

    static Caller of(SecurityContext context) {
        return context.getUserPrincipal() instanceof Caller caller ? caller : new Anonymous();
    }

    /** The person who asks; the route's {@link Allows} has made sure that it is one. */
    static Person person(SecurityContext context) {
        if (of(context) instanceof Person person) {
            return person;
        }
        throw new Denied("only a person may ask for this");
    }

    /** The labd that asks; the route's {@link Allows} has made sure that it is one. */
    static Replica replica(SecurityContext context) {
        if (of(context) instanceof Replica replica) {
            return replica;
        }
        throw new Denied("only a labd may ask for this");
    }

    /** The agent that asks; the route's {@link Allows} has made sure that it is one. */
    static Agent agent(SecurityContext context) {
        if (of(context) instanceof Agent agent) {
            return agent;
        }
        throw new Denied("only an agent may ask for this");
    }
}
