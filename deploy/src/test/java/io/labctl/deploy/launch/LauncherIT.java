package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
    private FakeCheckout checkout;

    @BeforeEach
    void checkout(@TempDir Path folder) {
        checkout = new FakeCheckout(folder);
    }

    @Test
    void without_a_java_25_it_says_in_one_sentence_what_to_install() throws Exception {
        checkout.withJava("17.0.15").withMaven();

        var launched = checkout.run("version");

        assertThat(launched.exit()).isEqualTo(69);
        assertThat(launched.out()).isEmpty();
        assertThat(launched.err().lines())
                .singleElement()
                .asString()
                .startsWith(
                        "labctl: no Java 25 in JAVA_HOME, PATH or /usr/lib/jvm: install a JDK 25");
    }

    @Test
    void without_maven_it_says_in_one_sentence_what_to_install() throws Exception {
        checkout.withJava("25.0.3");

        var launched = checkout.run("version");

        assertThat(launched.exit()).isEqualTo(69);
        assertThat(launched.err().lines())
                .singleElement()
                .asString()
                .contains("Maven is missing", "apt-get install maven");
    }

    @Test
    void the_first_start_builds_with_the_java_25_it_found_and_runs_the_program() throws Exception {
        checkout.withJava("17.0.15").withJava("25.0.3").withMaven();

        var launched = checkout.run("get", "servers", "-o", "a b");

        assertThat(launched.exit()).isZero();
        assertThat(launched.out()).isEqualTo("ran: get servers -o a b\n");
        assertThat(launched.err())
                .startsWith("labctl: building this checkout before labctl starts, which takes")
                .contains("[1/2] labctl facts");
        assertThat(checkout.builds()).singleElement().asString().endsWith("java-25.0.3");
    }

    @Test
    void the_program_learns_what_the_person_typed() throws Exception {
        checkout.withJava("25")
                .withMaven(
                        """
                        mkdir -p deploy/target/dist/bin
                        echo 'echo "$LABCTL_CALLED"' >deploy/target/dist/bin/labctl
                        chmod +x deploy/target/dist/bin/labctl
                        """);

        assertThat(checkout.run("version").out()).isEqualTo(checkout.file("labctl") + "\n");
    }

    @Test
    void the_built_program_quotes_its_commands_as_it_was_started() throws Exception {
        Path programs = Path.of("target/dist/bin");
        String path = programs.toAbsolutePath() + ":" + System.getenv("PATH");

        var byPath = shell(path, programs + "/labctl gte");
        var byName = shell(path, "labctl gte");
        var byCheckout = shell(path, "LABCTL_CALLED=./labctl labctl gte");

        assertThat(byPath.err()).endsWith("(see 'target/dist/bin/labctl --help')\n");
        assertThat(byName.err()).endsWith("(see 'labctl --help')\n");
        assertThat(byCheckout.err()).endsWith("(see './labctl --help')\n");
    }

    private static FakeCheckout.Launched shell(String path, String line) throws Exception {
        var shell = new ProcessBuilder("/bin/sh", "-c", line);
        shell.environment().put("PATH", path);
        return FakeCheckout.Launched.of(shell.start());
    }

    @Test
    void a_start_after_no_change_builds_nothing_and_is_silent() throws Exception {
        checkout.withJava("25").withMaven().run();

        var second = checkout.run("version");

        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo("ran: version\n");
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void a_changed_source_is_built_and_a_changed_test_is_not() throws Exception {
        checkout.withJava("25").withMaven().run();

        checkout.edit("cli/src/test/java/Some.java");
        checkout.run();
        assertThat(checkout.builds()).hasSize(1);
        checkout.edit("cli/src/main/java/Some.java");
        var again = checkout.run();

        assertThat(checkout.builds()).hasSize(2);
        assertThat(again.err())
                .startsWith("labctl: this checkout has changed: building it anew before labctl");
    }

    @Test
    void a_removed_source_is_noticed() throws Exception {
        checkout.withJava("25").withMaven();
        checkout.run();
        Path source = checkout.file("agent/src/Gone.java");
        Files.writeString(source, "gone soon");
        Files.delete(source);

        checkout.run();

        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void a_checkout_that_is_not_ones_own_to_build_says_whose_it_is() throws Exception {
        checkout.withJava("25").withMaven();
        Files.writeString(checkout.file("target"), "in the folder's place");

        var launched = checkout.run("version");

        assertThat(launched.exit()).isEqualTo(70);
        assertThat(launched.err())
                .isEqualTo(
                        "labctl: this checkout has to be built first, and '%s' is not yours to write: start ./labctl once as %s\n"
                                .formatted(
                                        checkout.file("target"),
                                        Files.getOwner(checkout.file(".")).getName()));
    }

    @Test
    void a_failed_build_shows_its_first_errors_and_the_log_and_runs_nothing() throws Exception {
        checkout.withJava("25").withMaven("echo '[ERROR] Some.java:[3,1] not a statement'; exit 1");

        var launched = checkout.run("version");

        assertThat(launched.exit()).isEqualTo(70);
        assertThat(launched.out()).isEmpty();
        assertThat(launched.err())
                .contains("Some.java:[3,1] not a statement")
                .contains(checkout.file("target/build.log").toString());
    }

    @Test
    void a_failed_build_without_a_complaint_shows_its_last_lines() throws Exception {
        checkout.withJava("25").withMaven("echo 'killed by somebody'; exit 1");

        assertThat(checkout.run("version").err()).contains("killed by somebody");
    }

    @Test
    void a_build_that_fails_without_a_word_is_told_as_that() throws Exception {
        checkout.withJava("25").withMaven("exit 1");

        assertThat(checkout.run("version").err())
                .endsWith(
                        "labctl: the build failed, and Maven said nothing: see whether 'mvn -v' works\n");
    }

    @Test
    void under_sudo_the_owner_of_the_checkout_builds_and_root_runs() throws Exception {
        assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "only root can play somebody who typed sudo");
        checkout.withJava("25").withMaven().withSudo().ownedBy(4711);

        var launched = checkout.runBySudoOf(4711, "rehearse");

        assertThat(launched.out()).isEqualTo("ran: rehearse\n");
        assertThat(checkout.file("sudo")).hasContent("#4711");
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void under_sudo_of_somebody_else_root_builds() throws Exception {
        checkout.withJava("25").withMaven().withSudo();

        checkout.runBySudoOf(4711, "rehearse");

        assertThat(checkout.file("sudo")).doesNotExist();
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void two_launchers_at_once_build_once() throws Exception {
        checkout.withJava("25").withMaven();

        Process first = checkout.start("one");
        Process second = checkout.start("two");

        assertThat(FakeCheckout.Launched.of(first).out()).isEqualTo("ran: one\n");
        assertThat(FakeCheckout.Launched.of(second).out()).isEqualTo("ran: two\n");
        assertThat(checkout.builds()).hasSize(1);
    }
}
