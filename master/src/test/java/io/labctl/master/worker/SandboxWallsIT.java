package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module cannot get at out of its sandbox. */
class SandboxWallsIT extends SiteModules {
    @Test
    void a_fork_bomb_does_not_begin() throws IOException {
        module("bomb", starting("while (true) ", ""));

        assertThat(catalog(WEB)).contains("refused");

        assertThat(SandboxedProcesses.below(ProcessHandle.current()))
                .as("the first process of the sandbox, and Java")
                .hasSize(2);
    }

    @Test
    void there_is_no_other_way_to_start_a_program() throws IOException {
        module(
                "forker",
                starting(
                        "", "System.setProperty(\"jdk.lang.Process.launchMechanism\", \"FORK\");"));

        assertThat(catalog(WEB)).contains("refused");
    }

    private static String starting(String how, String before) {
        return """
                %s
                try {
                    %s new ProcessBuilder("/jdk/bin/java", "-version").start();
                } catch (java.io.IOException e) {
                    if (!e.getMessage().contains("Operation not permitted")) throw new IllegalStateException(e);
                    plan.file("/etc/x").content("refused");
                }
                """
                .formatted(before, how);
    }

    @Test
    void no_file_of_the_machine_can_be_read() throws IOException {
        Path key = Files.writeString(site.resolve("ca.key"), "secret");
        module(
                "thief",
                """
                try {
                    plan.file("/etc/x").content(java.nio.file.Files.readString(java.nio.file.Path.of("%s")));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """
                        .formatted(key));

        assertThat(faults(WEB))
                .singleElement()
                .asString()
                .startsWith("module thief: ")
                .contains("NoSuchFile");
    }

    @Test
    void no_file_can_be_written() throws IOException {
        module(
                "writer",
                """
                try {
                    java.nio.file.Files.writeString(java.nio.file.Path.of("/app/x"), "x");
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """);

        assertThat(faults(WEB)).singleElement().asString().startsWith("module writer: ");
    }

    @Test
    void nothing_can_be_reached_over_the_network() throws IOException {
        try (var server = new java.net.ServerSocket(0)) {
            module(
                    "caller",
                    opening(
                            "new java.net.Socket(\"127.0.0.1\", %d)"
                                    .formatted(server.getLocalPort())));

            assertThat(faults(WEB)).singleElement().asString().matches(refused("caller"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new java.net.ServerSocket(0)",
                "new java.net.DatagramSocket(0)",
                "java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX).bind(null)"
            })
    void nobody_can_be_listened_to(String socket) throws IOException {
        module("listener", opening(socket));

        assertThat(faults(WEB)).singleElement().asString().matches(refused("listener"));
    }

    private static String opening(String socket) {
        return """
                try (var open = %s) {
                    plan.file("/etc/x").content(open.toString());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                """
                .formatted(socket);
    }

    private static String refused(String module) {
        return "module %s: .*Operation not permitted".formatted(module);
    }

    @Test
    void it_sees_nothing_of_the_environment_of_labd_and_no_other_process() throws IOException {
        module(
                "looker",
                "plan.file(\"/etc/x\").content(System.getenv().keySet() + \" \" + ProcessHandle.allProcesses().count());");

        assertThat(catalog(WEB)).contains("[LC_ALL, PWD] 2");
    }
}
