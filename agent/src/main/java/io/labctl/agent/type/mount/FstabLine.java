package io.labctl.agent.type.mount;

import io.labctl.catalog.resource.MountResource;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An entry of fstab(5).
 *
 * @param rest what stands behind the six fields, a comment
 */
record FstabLine(
        String device,
        String place,
        String type,
        String options,
        String dump,
        String pass,
        String rest) {
    private static final Set<String> NOT_NEEDED =
            Set.of("nofail", "noauto", "_netdev", "x-systemd.automount");

    /** {@code nas:/export} and {@code //nas/share}. */
    private static final Pattern OF_NETWORK = Pattern.compile("[^/]*:/|//");

    private static final int NEEDED = 3;
    private static final int FIELDS = 6;

    /** Empty for a blank line, a comment and whatever else is no entry. */
    static Optional<FstabLine> parse(String line) {
        String[] words = line.strip().split("[ \t]+", FIELDS + 1);
        if (words.length < NEEDED || words[0].startsWith("#")) {
            return Optional.empty();
        }
        return Optional.of(
                new FstabLine(
                        Escapes.read(words[0]),
                        Escapes.read(words[1]),
                        words[2],
                        word(words, 3, "defaults"),
                        word(words, 4, "0"),
                        word(words, 5, "0"),
                        word(words, FIELDS, "")));
    }

    private static String word(String[] words, int at, String otherwise) {
        return words.length > at ? words[at] : otherwise;
    }

    static FstabLine of(MountResource wanted, String rest) {
        return new FstabLine(
                wanted.device(),
                wanted.isSwap() ? "none" : wanted.target(),
                wanted.fileSystem(),
                options(wanted.options()),
                Integer.toString(wanted.dump()),
                Integer.toString(wanted.pass()),
                rest);
    }

    private static String options(List<String> each) {
        return each.isEmpty() ? "defaults" : String.join(",", each);
    }

    /** Whether it is the one that a resource manages: by its mount point, or its swap space. */
    boolean isOf(MountResource wanted, Devices devices) throws IOException {
        if (isSwap() || wanted.isSwap()) {
            return isSwap() && devices.same(device, wanted.target());
        }
        return Devices.withoutSlash(place).equals(wanted.target());
    }

    /** Whether the boot waits for it, and ends in an emergency shell without it. */
    boolean isNeededAtBoot() {
        return !OF_NETWORK.matcher(device).lookingAt()
                && Collections.disjoint(eachOption(), NOT_NEEDED);
    }

    List<String> eachOption() {
        return List.of(options.split(",", -1));
    }

    boolean isSwap() {
        return type.equals(MountResource.SWAP);
    }

    String text() {
        String fields =
                String.join(
                        "\t",
                        Escapes.write(device),
                        Escapes.write(place),
                        type,
                        options,
                        dump,
                        pass);
        return rest.isEmpty() ? fields : fields + "\t" + rest;
    }
}
