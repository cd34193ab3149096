package io.labctl.agent.config;

/** The metadata service that is asked for facts, named as Facter names its facts. */
public enum CloudService {
    NONE,
    /** That of the cloud which the machine's firmware tells. */
    AUTO,
    EC2,
    AZ,
    GCE
}
