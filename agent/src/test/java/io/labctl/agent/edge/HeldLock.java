package io.labctl.agent.edge;

/** Holds the lock of dpkg(1) as that itself does, by fcntl(2), until it is killed. */
final class HeldLock {
    static final String SCRIPT =
            """
            exec perl -MFcntl -e '
                open(my $lock, ">>", "/var/lib/dpkg/lock-frontend") or die;
                my $all = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0);
                fcntl($lock, F_SETLK, $all) or die;
                open(my $told, ">", "/run/held") or die;
                sleep 1000'
            """;

    private HeldLock() {}
}
