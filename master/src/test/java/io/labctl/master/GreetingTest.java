package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GreetingTest {
    private static final Path DATA = Path.of("/srv/labd");
    private static final Path ADMIN = DATA.resolve("admin/config.yaml");

    @Test
    void its_command_is_the_one_that_the_person_can_type() {
        var bytes = new ByteArrayOutputStream();
        var greeting = new Greeting(new StandardOutput(bytes, () -> false), "bin/labctl");

        Optional<String> fault = greeting.say("https://labd:7443", DATA, ADMIN);

        assertThat(fault).isEmpty();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("labd ")
                .endsWith(
                        """
                         is ready on https://labd:7443, its data are in /srv/labd
                        the admin credential is in /srv/labd/admin; whoever reads it may do everything
                        to connect: LABCTL_CONFIG=/srv/labd/admin/config.yaml bin/labctl get servers
                        """);
    }

    @Test
    void a_path_that_a_shell_would_split_is_told_in_quotes() {
        var bytes = new ByteArrayOutputStream();
        var greeting = new Greeting(new StandardOutput(bytes, () -> false), "/opt/my lab/labctl");

        greeting.say("https://labd:7443", DATA, Path.of("/srv/ann's data/config.yaml"));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith(
                        """
                        to connect: LABCTL_CONFIG='/srv/ann'\\''s data/config.yaml' '/opt/my lab/labctl' get servers
                        """);
    }

    @Test
    void a_full_device_is_not_passed_over() {
        var full =
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        var greeting = new Greeting(new StandardOutput(full, () -> false), "labctl");

        assertThat(greeting.say("https://labd:7443", DATA, ADMIN))
                .contains("no space left on device");
    }
}
