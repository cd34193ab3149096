package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** That of fedora.sh, in /srv/repository. */
record DnfArchive(Commands commands) implements TestArchive {
    @Override
    public String whole(String version) {
        return version + "-1";
    }

    @Override
    public void install(String name, String relation) throws IOException {
        build(name, "1.0", "/srv", relation);
        inside("rpm", "-i", "/srv/noarch/" + name + "-1.0-1.noarch.rpm");
    }

    @Override
    public void installEssential(String name) throws IOException {
        install(name, "Provides: lab-essential");
        inside("sh", "-c", "echo $1 > /etc/dnf/protected.d/lab.conf", "sh", name);
    }

    @Override
    public void offer(String name, String version, String relation) throws IOException {
        build(name, version, "/srv/repository", relation);
        inside("createrepo_c", "--quiet", "/srv/repository");
        inside("dnf", "-q", "--refresh", "makecache");
    }

    @Override
    public String needing(String other) {
        return "Requires: " + other;
    }

    @Override
    public String needing(String other, String version) {
        return "Requires: %s = %s".formatted(other, whole(version));
    }

    @Override
    public String excludingOlder(String other, String version) {
        return "Conflicts: %s < %s".formatted(other, version);
    }

    @Override
    public String replacing(String other) {
        return "Obsoletes: %s < 9".formatted(other);
    }

    private void build(String name, String version, String folder, String relation)
            throws IOException {
        inside(
                "sh",
                "-c",
                "printf 'Name: %s\\nVersion: %s\\nRelease: 1\\nBuildArch: noarch\\nSummary: none\\nLicense: none\\n%s\\n%%description\\n%%files\\n' $1 $2 \"$3\" > /srv/$1.spec",
                "sh",
                name,
                version,
                relation);
        inside(
                "rpmbuild",
                "-bb",
                "--quiet",
                "--define",
                "_rpmdir " + folder,
                "/srv/%s.spec".formatted(name));
    }

    private void inside(String... argv) throws IOException {
        commands.require(Command.of(List.of(argv), Duration.ofMinutes(1)));
    }
}
