package io.labctl.agent.type.mount;

import static java.util.Objects.requireNonNull;

import io.labctl.agent.present.Present;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.AbsolutePath;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The entries of fstab(5), with whether they are mounted. */
public final class PresentMounts implements Present {
    private static final Pattern DIGIT = Pattern.compile("[0-9]");

    /** As mount.cifs(8) takes it: an option of its own, or behind the user's name. */
    private static final Pattern PASSWORD =
            Pattern.compile("(pass(word)?2?=|user(name)?=[^%]*%).*", Pattern.CASE_INSENSITIVE);

    private static final Pattern TAG = Pattern.compile("[A-Z]+=\\S+");

    private final MountType type;

    public PresentMounts(MountType type) {
        this.type = type;
    }

    @Override
    public void requireName(String name) {
        if (name.startsWith("/")) {
            new AbsolutePath(name);
        } else if (!TAG.matcher(name).matches()) {
            throw new InvalidInput(
                    "'%s' is neither an absolute path nor a swap device, such as UUID=..."
                            .formatted(Printable.of(name)));
        }
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        List<FstabLine> entries = type.entries();
        var there = new ArrayList<Resource>();
        for (String name : names) {
            Optional<FstabLine> entry =
                    entries.stream().filter(each -> target(each).equals(name)).findFirst();
            if (entry.isPresent()) {
                there.add(told(entry.get()));
            }
        }
        return there;
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        return Optional.of(type.entries().stream().map(PresentMounts::target).distinct().toList());
    }

    private static String target(FstabLine entry) {
        return entry.isSwap() ? entry.device() : Devices.withoutSlash(entry.place());
    }

    /** In the first state that would change nothing. */
    private MountResource told(FstabLine entry) throws IOException {
        if (options(entry).stream().anyMatch(each -> PASSWORD.matcher(each).matches())) {
            throw new InvalidInput(
                    "its options hold a password; put it into a file that 'credentials=' names");
        }
        List<MountResource> all =
                List.of(
                        in(MountState.MOUNTED, entry),
                        in(MountState.UNMOUNTED, entry),
                        in(MountState.DEFINED, entry));
        Map<MountResource, MountFound> found = type.observe(all);
        return all.stream()
                .filter(each -> type.plan(each, requireNonNull(found.get(each))).isEmpty())
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInput("/etc/fstab has it more than once, or not plainly"));
    }

    private static MountResource in(MountState state, FstabLine entry) {
        return new MountResource(
                target(entry),
                state,
                entry.device(),
                entry.type(),
                options(entry),
                number(entry.dump()),
                number(entry.pass()));
    }

    private static List<String> options(FstabLine entry) {
        return entry.options().equals("defaults") ? List.of() : entry.eachOption();
    }

    private static int number(String field) {
        if (!DIGIT.matcher(field).matches()) {
            throw new InvalidInput("its field '%s' is not 0 to 9".formatted(field));
        }
        return Integer.parseInt(field);
    }
}
