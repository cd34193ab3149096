package io.labctl.agent.type.mount;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between an entry as it is wanted and as it was found. */
final class MountPlan {
    static final String ENSURE = "ensure";
    static final String DEVICE = "device";
    static final String KIND = "type";
    static final String OPTIONS = "options";
    static final String MOUNTED = "mounted";
    static final String IN_EFFECT = "options in effect";

    /** Those of mount(8) that the kernel writes as they were asked for. */
    private static final List<String> FLAGS =
            List.of(
                    "ro",
                    "rw",
                    "nosuid",
                    "nodev",
                    "noexec",
                    "noatime",
                    "nodiratime",
                    "sync",
                    "dirsync",
                    "lazytime");

    private final MountResource wanted;
    private final MountFound found;
    private final List<Change> changes = new ArrayList<>();

    private MountPlan(MountResource wanted, MountFound found) {
        this.wanted = wanted;
        this.found = found;
    }

    static List<Change> of(MountResource wanted, MountFound found) {
        var plan = new MountPlan(wanted, found);
        if (wanted.state() == MountState.ABSENT) {
            plan.removal();
        } else {
            plan.line();
        }
        plan.mounting();
        return plan.changes;
    }

    private void removal() {
        if (!found.lines().isEmpty()) {
            changes.add(Change.of(ENSURE, told(found.lines().getFirst().text()), "absent"));
        }
    }

    private void line() {
        FstabLine line = FstabLine.of(wanted, "");
        if (found.lines().isEmpty()) {
            changes.add(Change.of(ENSURE, "absent", line.text()));
            return;
        }
        FstabLine first = found.lines().getFirst();
        difference(DEVICE, first.device(), line.device());
        difference(KIND, first.type(), line.type());
        difference(OPTIONS, first.options(), line.options());
        difference("dump", first.dump(), line.dump());
        difference("pass", first.pass(), line.pass());
        if (found.lines().size() > 1) {
            changes.add(Change.of("entries", Integer.toString(found.lines().size()), "1"));
        }
    }

    private void difference(String property, String from, String to) {
        if (!from.equals(to)) {
            changes.add(Change.of(property, told(from), to));
        }
    }

    private void mounting() {
        boolean mounted = !found.mounted().isEmpty();
        switch (wanted.state()) {
            case MOUNTED -> {
                if (mounted) {
                    inEffect(found.mounted().getLast());
                } else {
                    changes.add(Change.of(MOUNTED, "no", "yes"));
                }
            }
            case UNMOUNTED, ABSENT -> {
                if (mounted) {
                    changes.add(Change.of(MOUNTED, "yes", "no"));
                }
            }
            case DEFINED -> {}
        }
    }

    /**
     * Somebody may have mounted it anew by hand.
     *
     * @throws Conflict when the kernel made it read-only after an error, as its options ask for:
     *     writing to it again could destroy what is left
     */
    private void inEffect(Mounted mount) {
        if (wanted.isSwap() || mount.isTrigger()) {
            return;
        }
        if (isReadOnlyOnError() && mount.isCutOff()) {
            throw new Conflict(
                    "'%s' is read-only after an error; check the file system"
                            .formatted(wanted.target()));
        }
        List<String> now = mount.inEffect();
        List<String> missing = flags().stream().filter(flag -> !now.contains(flag)).toList();
        if (!missing.isEmpty()) {
            changes.add(
                    Change.of(
                            IN_EFFECT, String.join(",", now), "with " + String.join(",", missing)));
        }
    }

    private List<String> flags() {
        var flags = new LinkedHashSet<>(options());
        if (isReadOnlyOnError()) {
            flags.add("rw");
        }
        flags.retainAll(FLAGS);
        return List.copyOf(flags);
    }

    /** Who wants it read-only after an error wants it writable before. */
    private boolean isReadOnlyOnError() {
        return options().contains("errors=remount-ro") && !options().contains("ro");
    }

    private List<String> options() {
        return List.of(String.join(",", wanted.options()).split(",", -1));
    }

    private @Nullable String told(String value) {
        return found.disclosure().told(value);
    }
}
