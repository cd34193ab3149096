package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs as their packages start them, by a user without any rights of root's. */
@Timeout(240)
class OrdinaryUserIT {
    private static final int NOBODY = 65534;

    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    @TempDir private Path ofLabd;
    @TempDir private Path ofAgent;

    @BeforeEach
    void means() throws IOException {
        assumeTrue(Means.installed("bwrap"), "bwrap is not installed (package bubblewrap)");
        assumeTrue(
                Files.isExecutable(Means.DIST.resolve("bin/labd")),
                "the programs are not built (mvn package)");
        Files.writeString(ofAgent.resolve("agent.yaml"), "state: state\n");
        if (IS_ROOT) {
            assumeTrue(Means.installed("setpriv"), "setpriv is not installed (package util-linux)");
            Files.setAttribute(ofLabd, "unix:uid", NOBODY);
        }
        assumeTrue(
                can("test", "-r", Means.DIST.resolve("bin/labd").toString()),
                "an ordinary user may not read this checkout");
        assumeTrue(
                can("bwrap", "--unshare-user", "--ro-bind", "/", "/", "true"),
                "this machine lets no ordinary user make namespaces");
    }

    @Test
    void its_own_database_serves_and_its_worker_compiles_a_module_of_the_site() throws Exception {
        Path greeting = ofAgent.resolve("greeting");
        site("plan.file(\"%s\").content(\"hello\");".formatted(greeting));
        Running labd = labd();
        try {
            String url = OneMachine.url(labd);
            String token =
                    program("labctl", "create", "token", "--cloud=c", "--env=e", "--role=r")
                            .out()
                            .strip();
            agent("enroll", "--server", url, "--token", token, "--name", "web1");
            agent("run", "--once");

            assertThat(greeting).hasContent("hello");
            assertThat(Files.getAttribute(ofLabd.resolve("data"), "unix:uid")).isNotEqualTo(0);
        } finally {
            labd.stop();
        }
    }

    @Test
    void the_agent_tells_whoever_may_not_change_what_it_keeps_which_file_and_what_to_do()
            throws Exception {
        agent("disable", "database moves");
        Files.setPosixFilePermissions(ofAgent, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path state = ofAgent.resolve("state");
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("---------"));

        Running.Ended denied =
                asOrdinaryUser(
                                Means.DIST.resolve("bin/lab-agent").toString(),
                                "enable",
                                "--config=" + ofAgent.resolve("agent.yaml"))
                        .end();

        assertThat(denied.exit()).isEqualTo(1);
        assertThat(denied.err())
                .isEqualTo(
                        "lab-agent: '%s': permission denied; run lab-agent as root\n"
                                .formatted(state.resolve("disabled.json")));
    }

    private void site(String body) throws IOException {
        Files.createDirectories(ofLabd.resolve("site/data"));
        Path module = Files.createDirectories(ofLabd.resolve("site/modules/greeting"));
        Files.writeString(
                module.resolve("module.yaml"),
                "name: greeting\nversion: 1.0.0\ndescription: x\ntype: site.Greeting\n");
        Files.writeString(
                Files.createDirectories(module.resolve("src/site")).resolve("Greeting.java"),
                """
                package site;

                import io.labctl.catalog.module.*;

                public record Greeting() implements LabModule {
                    @Override
                    public void configure(Node node, Plan plan) {
                        %s
                    }
                }
                """
                        .formatted(body));
    }

    private Running labd() {
        return asOrdinaryUser(
                Means.DIST.resolve("bin/labd").toString(),
                "--data=" + ofLabd.resolve("data"),
                "--site=" + ofLabd.resolve("site"),
                "--listen=127.0.0.1:0");
    }

    private boolean can(String... command) {
        return asOrdinaryUser(command).end().exit() == 0;
    }

    private Running asOrdinaryUser(String... command) {
        var argv = new ArrayList<String>();
        if (IS_ROOT) {
            argv.addAll(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
            argv.addAll(List.of("--bounding-set=-all", "--no-new-privs"));
        }
        argv.addAll(List.of(command));
        return start(argv);
    }

    private void agent(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--config=" + ofAgent.resolve("agent.yaml"));
        program("lab-agent", all.toArray(String[]::new));
    }

    private Running.Ended program(String name, String... arguments) {
        var argv = new ArrayList<>(List.of(Means.DIST.resolve("bin/" + name).toString()));
        argv.addAll(List.of(arguments));
        return start(argv).end().succeeded();
    }

    private Running start(List<String> argv) {
        return Running.start(
                ofLabd,
                Map.of(
                        "LABCTL_CONFIG",
                        ofLabd.resolve("data/admin/config.yaml").toString(),
                        "JAVA_HOME",
                        System.getProperty("java.home")),
                argv);
    }
}
