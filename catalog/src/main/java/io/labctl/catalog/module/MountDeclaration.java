package io.labctl.catalog.module;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Resource;
import java.util.List;
import java.util.Locale;

/** Declares a {@link MountResource}. */
public final class MountDeclaration extends Declaration<MountDeclaration> {
    private final String target;
    private MountState state = MountState.MOUNTED;
    private String device = "";
    private String type = "";
    private List<String> options = List.of();
    private int dump;
    private int pass;

    MountDeclaration(String target) {
        super(MountResource.TYPE, target);
        this.target = named("target", target);
    }

    static MountDeclaration swap(String device) {
        var swap = new MountDeclaration(device);
        swap.device = swap.target;
        swap.type = MountResource.SWAP;
        return swap;
    }

    /**
     * What is mounted: {@code /dev/sdb1}, {@code UUID=…}, {@code LABEL=…}, {@code nas:/export}.
     * When it becomes another one, that is mounted in its place; another spelling is written only.
     */
    public MountDeclaration device(String source) {
        return set("device", source, each -> this.device = each);
    }

    /**
     * The file system: {@code ext4}, {@code tmpfs}, {@code nfs4}; {@code none} for a bind mount.
     */
    public MountDeclaration type(String fileSystem) {
        return set("type", fileSystem, each -> this.type = each);
    }

    /**
     * As in fstab(5), {@code defaults} unless set; when they change, it is mounted anew in place.
     * So it is when one of {@code ro}, {@code rw}, {@code nosuid}, {@code nodev}, {@code noexec},
     * {@code noatime}, {@code nodiratime}, {@code sync}, {@code dirsync} or {@code lazytime} is not
     * in effect. What the kernel made read-only after an error, as {@code errors=remount-ro} has
     * it, is left so and fails. With {@code x-systemd.automount} its trigger is enough to be
     * mounted.
     */
    public MountDeclaration options(String... each) {
        return setAll("options", each, all -> this.options = all);
    }

    /** The fifth field of fstab(5), 0 unless set. */
    public MountDeclaration dump(int number) {
        return set("dump", number, each -> this.dump = each);
    }

    /** When fsck(8) looks at it at boot: 1 for the root, 2 for others, 0 (never) unless set. */
    public MountDeclaration pass(int number) {
        return set("pass", number, each -> this.pass = each);
    }

    /** In fstab(5) only: whether it is mounted now is left as it is. */
    public MountDeclaration defined() {
        return state("defined", MountState.DEFINED);
    }

    /** In fstab(5), and not mounted now. */
    public MountDeclaration unmounted() {
        return state("unmounted", MountState.UNMOUNTED);
    }

    /** Unmounts it and takes its line out of fstab(5); the mount point stays. */
    public MountDeclaration absent() {
        return state("absent", MountState.ABSENT);
    }

    private MountDeclaration state(String property, MountState to) {
        String earlier = state.name().toLowerCase(Locale.ROOT);
        notBoth(property, earlier, state != MountState.MOUNTED && state != to);
        return set(property, to, this::become);
    }

    private void become(MountState to) {
        boolean goes = to == MountState.UNMOUNTED || to == MountState.ABSENT;
        if (goes && target.equals("/")) {
            throw InvalidInput.inField(
                    "path", "mount '/' cannot be %s".formatted(to.name().toLowerCase(Locale.ROOT)));
        }
        this.state = to;
    }

    @Override
    Resource resource() {
        return new MountResource(target, state, device, type, options, dump, pass);
    }

    @Override
    MountDeclaration self() {
        return this;
    }
}
