package io.labctl.facts.storage;

import java.io.File;
import java.nio.file.Path;

/**
 * The space as the kernel tells it. By {@link File} and not {@link java.nio.file.FileStore}: that
 * one reads the whole mount table again for every mount point, which a Kubernetes node has hundreds
 * of.
 */
public final class KernelMountSpace implements MountSpace {
    private final Path root;

    public KernelMountSpace(Path root) {
        this.root = root;
    }

    @Override
    public Space of(String mountPoint) {
        File file = new File(root.toString(), mountPoint);
        return new Space(file.getTotalSpace(), file.getFreeSpace(), file.getUsableSpace());
    }
}
