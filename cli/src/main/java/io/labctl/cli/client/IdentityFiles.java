package io.labctl.cli.client;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.name.AgentId;
import io.labctl.cli.config.PemFile;
import io.labctl.cli.config.Target;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An identity as its files give it, or all that is wrong with them. */
public sealed interface IdentityFiles {
    /** Files that can be shown to a labd. */
    record Whole(Identity identity) implements IdentityFiles {}

    /**
     * Files that cannot.
     *
     * @param faults at least one
     * @param own our own certificate, where its file can be read
     */
    record Faulty(List<Fault> faults, Optional<X509Certificate> own) implements IdentityFiles {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /**
     * A file that is not what it should be.
     *
     * @param part of the identity: {@code ca}, {@code certificate} or {@code key}
     */
    record Fault(String part, String sentence) {
        static Fault of(PemFile file, String sentence) {
            return new Fault(file.part(), sentence);
        }

        private static Fault otherHolder(PemFile certificate, String who) {
            return of(
                    certificate,
                    "%s holds the certificate of %s, not of a person".formatted(certificate, who));
        }

        static Fault otherKey(Target target) {
            return of(
                    target.key(),
                    "%s is not the key of %s, put the pair together that belongs together"
                            .formatted(target.key(), target.certificate()));
        }
    }

    /** Of a person; anybody else's certificate is a fault. */
    static IdentityFiles ofPerson(Target target) {
        IdentityFiles files = ofAnyone(target);
        Optional<Fault> other =
                files.certificate()
                        .flatMap(Holder::otherThanAPerson)
                        .map(who -> Fault.otherHolder(target.certificate(), who));
        return other.isEmpty()
                ? files
                : new Faulty(
                        Stream.concat(files.faults().stream(), other.stream()).toList(),
                        files.certificate());
    }

    /** Of whomever the certificate is. */
    static IdentityFiles ofAnyone(Target target) {
        var faults = new ArrayList<Fault>();
        var chain = read(faults, target.certificate(), IdentityFiles::certificates);
        var roots = read(faults, target.ca(), IdentityFiles::certificates);
        var key = read(faults, target.key(), file -> key(file, chain)).flatMap(it -> it);
        return faults.isEmpty()
                ? new Whole(
                        new Identity(chain.orElseThrow(), key.orElseThrow(), roots.orElseThrow()))
                : new Faulty(faults, chain.map(List::getFirst));
    }

    /**
     * The same, and at fault where the key is that of another certificate, which costs a moment.
     */
    default IdentityFiles paired(Target target) {
        return this instanceof Whole(Identity identity) && !identity.isPair()
                ? new Faulty(List.of(Fault.otherKey(target)), certificate())
                : this;
    }

    /** None when the identity can be shown to a labd. */
    default List<Fault> faults() {
        return switch (this) {
            case Whole _ -> List.of();
            case Faulty(List<Fault> faults, var _) -> faults;
        };
    }

    /** Our own, where its file can be read. */
    default Optional<X509Certificate> certificate() {
        return switch (this) {
            case Whole(Identity identity) -> Optional.of(identity.certificate());
            case Faulty(var _, Optional<X509Certificate> own) -> own;
        };
    }

    /** The agent that the certificate names, if it is an agent's. */
    default Optional<AgentId> agent() {
        return certificate().flatMap(Holder::agent);
    }

    /**
     * What the files hold together.
     *
     * @throws InvalidInput when any is at fault, with each fault on a line of its own
     */
    default Identity identity() {
        return switch (this) {
            case Whole(Identity identity) -> identity;
            case Faulty(List<Fault> faults, var _) ->
                    throw new InvalidInput(
                            faults.stream().map(Fault::sentence).collect(Collectors.joining("\n")));
        };
    }

    private static <T> Optional<T> read(
            List<Fault> faults, PemFile file, Function<PemFile, T> reading) {
        try {
            return Optional.of(reading.apply(file));
        } catch (InvalidInput e) {
            faults.add(Fault.of(file, e.sentence()));
            return Optional.empty();
        }
    }

    private static List<X509Certificate> certificates(PemFile file) {
        return Pem.certificates(file.toString(), file.text());
    }

    /** Of which kind it has to be is known only with the certificate. */
    private static Optional<PrivateKey> key(PemFile file, Optional<List<X509Certificate>> chain) {
        if (chain.isEmpty()) {
            Pem.keyBlock(file.toString(), file.text());
            return Optional.empty();
        }
        String algorithm = chain.get().getFirst().getPublicKey().getAlgorithm();
        return Optional.of(Pem.key(file.toString(), file.text(), algorithm));
    }
}
