package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** That of repository.sh, in /srv/repository. */
record AptArchive(Commands commands) implements TestArchive {
    @Override
    public String whole(String version) {
        return version;
    }

    @Override
    public void install(String name, String relation) throws IOException {
        build(name, "1.0", relation);
        inside("dpkg", "-i", "/srv/repository/" + name + "_1.0.deb");
    }

    @Override
    public void installEssential(String name) throws IOException {
        install(name, "Essential: yes");
    }

    @Override
    public void offer(String name, String version, String relation) throws IOException {
        build(name, version, relation);
        inside(
                "sh",
                "-c",
                "cd /srv/repository && { dpkg-deb --field $1; echo Filename: ./$1;"
                        + " echo Size: $(stat -c %s $1);"
                        + " echo SHA256: $(sha256sum $1 | cut -d ' ' -f 1); echo; } >> Packages"
                        + " && apt-get -q update",
                "sh",
                "%s_%s.deb".formatted(name, version));
    }

    @Override
    public String needing(String other) {
        return "Depends: " + other;
    }

    @Override
    public String needing(String other, String version) {
        return "Depends: %s (= %s)".formatted(other, version);
    }

    @Override
    public String excludingOlder(String other, String version) {
        return "Conflicts: %s (<< %s)".formatted(other, version);
    }

    @Override
    public String replacing(String other) {
        return "Conflicts: " + other;
    }

    /** A maintainer script of a package that is built afterwards. */
    void script(String name, String script, String body) throws IOException {
        inside("mkdir", "-p", "/srv/" + name + "/DEBIAN");
        inside(
                "sh",
                "-c",
                "printf '#!/bin/sh\\n%s\\n' \"$2\" > $1 && chmod 755 $1",
                "sh",
                "/srv/%s/DEBIAN/%s".formatted(name, script),
                body);
    }

    private void build(String name, String version, String relation) throws IOException {
        inside("mkdir", "-p", "/srv/" + name + "/DEBIAN");
        inside(
                "sh",
                "-c",
                "printf 'Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: nobody\\nDescription: none\\n%s\\n' $1 $2 \"$3\" > /srv/$1/DEBIAN/control",
                "sh",
                name,
                version,
                relation);
        String file = "/srv/repository/%s_%s.deb".formatted(name, version);
        inside("dpkg-deb", "--build", "-Znone", "/srv/" + name, file);
    }

    private void inside(String... argv) throws IOException {
        commands.require(Command.of(List.of(argv), Duration.ofMinutes(1)));
    }
}
