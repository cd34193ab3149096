package io.labctl.module.baseserver;

/** Which updates are installed. */
public enum UpdateScope {
    SECURITY,
    ALL
}
