package io.labctl.module.baseserver;

import io.labctl.catalog.resource.PackageName;

/** A program that keeps the clock right. */
public enum TimeDaemon {
    CHRONY("chrony"),
    SYSTEMD_TIMESYNCD("systemd-timesyncd");

    private final String packageName;

    TimeDaemon(String packageName) {
        this.packageName = packageName;
    }

    PackageName packageName() {
        return new PackageName(packageName);
    }
}
