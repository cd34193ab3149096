package io.labctl.cli.client;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.identity.Pem;
import io.labctl.cli.config.PemFile;
import io.labctl.cli.config.Target;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An identity as its files give it, with all that is wrong with them. */
public final class IdentityFiles {
    /**
     * A file that is not what it should be.
     *
     * @param part of the identity: {@code ca}, {@code certificate} or {@code key}
     */
    public record Fault(String part, String sentence) {}

    private final List<Fault> faults = new ArrayList<>();
    private final @Nullable List<X509Certificate> chain;
    private final @Nullable List<X509Certificate> roots;
    private final @Nullable PrivateKey key;

    private IdentityFiles(Target target) {
        chain = read(target.certificate(), IdentityFiles::certificates);
        roots = read(target.ca(), IdentityFiles::certificates);
        key = read(target.key(), file -> key(file, chain));
        if (chain != null && key != null && !Holder.has(key, chain.getFirst())) {
            note(
                    target.key(),
                    "%s is not the key of %s, put the pair together that belongs together"
                            .formatted(target.key(), target.certificate()));
        }
    }

    /** Of whomever the certificate is. */
    static IdentityFiles ofAnyone(Target target) {
        return new IdentityFiles(target);
    }

    /** Of a person; anybody else's certificate is a fault. */
    public static IdentityFiles ofPerson(Target target) {
        var files = new IdentityFiles(target);
        files.certificate()
                .flatMap(Holder::otherThanAPerson)
                .ifPresent(
                        who ->
                                files.note(
                                        target.certificate(),
                                        "%s holds the certificate of %s, not of a person"
                                                .formatted(target.certificate(), who)));
        return files;
    }

    /** None when the identity can be shown to a labd. */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Our own, where its file can be read. */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(chain).map(List::getFirst);
    }

    /**
     * What the files hold together.
     *
     * @throws InvalidInput when any is at fault, with each fault on a line of its own
     */
    Identity identity() {
        if (chain == null || roots == null || key == null || !faults.isEmpty()) {
            throw new InvalidInput(
                    faults.stream().map(Fault::sentence).collect(Collectors.joining("\n")));
        }
        return new Identity(chain, key, roots);
    }

    private void note(PemFile file, String sentence) {
        faults.add(new Fault(file.part(), sentence));
    }

    private <T> @Nullable T read(PemFile file, Function<PemFile, @Nullable T> reading) {
        try {
            return reading.apply(file);
        } catch (InvalidInput e) {
            note(file, e.sentence());
            return null;
        }
    }

    private static List<X509Certificate> certificates(PemFile file) {
        return Pem.certificates(file.toString(), file.text());
    }

    /** Of which kind it has to be is known only with the certificate. */
    private static @Nullable PrivateKey key(PemFile file, @Nullable List<X509Certificate> chain) {
        if (chain == null) {
            Pem.keyBlock(file.toString(), file.text());
            return null;
        }
        return Pem.key(
                file.toString(), file.text(), chain.getFirst().getPublicKey().getAlgorithm());
    }
}
