package io.labctl.agent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.work.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    private static final Action LOOK = new Action.ShowResources("user", null);
    private static final Action KILL = new Action.Kill(new UUID(0, 1));

    @TempDir private Path folder;

    @Test
    void a_machine_without_one_does_all_that_is_asked() {
        assertThat(objection(exec("/bin/sh", "-c", "id"))).isEmpty();
        assertThat(objection(LOOK)).isEmpty();
        assertThat(read().word()).isEmpty();
    }

    @Test
    void what_is_not_among_its_actions_is_refused() throws IOException {
        written("actions: [exec]");

        assertThat(objection(LOOK)).contains(refused("'resource'"));
        assertThat(objection(exec("/bin/true"))).isEmpty();
        assertThat(objection(inTerminal("/bin/bash"))).contains(refused("'terminal'"));
        assertThat(read().word()).contains(file().toString());
    }

    @Test
    void runs_are_allowed_by_a_word_of_their_own() throws IOException {
        var run = new RunRequest(false, List.of(), null, false);
        written("actions: [exec]");
        assertThat(objection(new Action.Session(run, false, null))).contains(refused("'run'"));

        written("actions: [run]");
        assertThat(objection(new Action.Session(run, false, null))).isEmpty();
    }

    @Test
    void an_empty_list_allows_nothing() throws IOException {
        written("actions: []");

        assertThat(objection(LOOK)).contains(refused("'resource'"));
        assertThat(objection(exec("/bin/true"))).contains(refused("'exec'"));
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/uptime, /usr/bin/uptime",
        "/usr/bin/systemctl status *, /usr/bin/systemctl status",
        "/usr/bin/systemctl status *, /usr/bin/systemctl status ssh cron",
        "/usr/bin/systemctl status lab-*, /usr/bin/systemctl status lab-agent",
        "/usr/bin/systemctl * ssh, /usr/bin/systemctl restart ssh",
        "/usr/bin/env, env"
    })
    void a_command_is_allowed_word_for_word_with_stars(String line, String command)
            throws IOException {
        written("commands: ['%s']".formatted(line));

        assertThat(objection(exec(command.split(" ")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/systemctl status, /usr/bin/systemctl status ssh",
        "/usr/bin/systemctl status lab-*, /usr/bin/systemctl status ssh",
        "/usr/bin/systemctl status lab-*, /usr/bin/systemctl status lab-agent ssh",
        "/usr/bin/systemctl * ssh, /usr/bin/systemctl restart cron"
    })
    void other_arguments_are_refused(String line, String command) throws IOException {
        written("commands: ['%s']".formatted(line));

        assertThat(objection(exec(command.split(" "))))
                .contains(refused("to run '/usr/bin/systemctl' with these arguments"));
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/ls /srv*, /usr/bin/ls /srv/app, true",
        "/usr/bin/ls /srv*, /usr/bin/ls /srv/../root, false",
        "/usr/bin/ls /srv/*, /usr/bin/ls /srv/.., false",
        "/usr/bin/ls /srv/.*, /usr/bin/ls /srv/.., false",
        "/usr/bin/ls * /srv, /usr/bin/ls --hide=../x /srv, false",
        "/usr/bin/ls -l /srv/*, /usr/bin/ls -l /srv/a/../../root, false",
        "/usr/bin/ls ../app /srv*, /usr/bin/ls ../app /srv, true",
        "/usr/bin/ls -l *, /usr/bin/ls -l ../root, true"
    })
    void a_star_within_a_word_leads_no_way_up(String line, String command, boolean allowed)
            throws IOException {
        written("commands: ['%s']".formatted(line));

        assertThat(objection(exec(command.split(" "))).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/env", "./env", "/usr/bin/../bin/env", "/usr/bin/ENV"})
    void another_program_is_refused(String program) throws IOException {
        written("commands: [/usr/bin/env]");

        assertThat(objection(exec(program))).contains(refused("to run '%s'".formatted(program)));
    }

    @Test
    void commands_run_as_those_users_that_are_named() throws IOException {
        written("users: [deploy]");

        assertThat(objection(exec(Map.of(), "deploy", null, "/bin/true"))).isEmpty();
        assertThat(objection(exec("/bin/true"))).contains(refused("to run commands as 'root'"));
    }

    @Test
    void no_variable_makes_another_command_of_one_that_is_named() throws IOException {
        written("commands: [/usr/bin/env]");

        assertThat(objection(with("LD_PRELOAD")))
                .contains(refused("to set the variable 'LD_PRELOAD'"));
        assertThat(objection(with("PATH"))).contains(refused("to set the variable 'PATH'"));
        assertThat(objection(with("LC_TIME"))).isEmpty();
    }

    @Test
    void variables_are_named_whole_or_by_their_beginning() throws IOException {
        written("environment: [APP_*, DEBUG]");

        assertThat(objection(with("APP_MODE"))).isEmpty();
        assertThat(objection(with("DEBUG"))).isEmpty();
        assertThat(objection(with("DEBUGGER"))).contains(refused("to set the variable 'DEBUGGER'"));
    }

    @Test
    void where_commands_are_named_path_stays_as_it_is_whatever_else_is_allowed()
            throws IOException {
        written("commands: [/usr/bin/env]\nenvironment: ['P*']");

        assertThat(objection(with("PATH"))).contains(refused("to set the variable 'PATH'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    actions: [fly]   | 1
                    commands: [env]  | 1
                    commands: ['/*'] | 1
                    users: ['a b']   | 1
                    environment: [-] | 1
                    comands: []      | 1
                    'actions: ['     | 2
                    """)
    void one_with_a_fault_allows_nothing_but_an_end_and_names_the_place(String text, int line)
            throws IOException {
        written(text);

        assertThat(objection(LOOK).orElseThrow())
                .startsWith(
                        "the policy of this machine cannot be used: %s:%d: "
                                .formatted(file(), line));
        assertThat(objection(exec("/bin/true"))).isPresent();
        assertThat(objection(KILL)).isEmpty();
        assertThat(read().word().orElseThrow()).startsWith("of no use, so nothing is allowed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
    void one_that_others_can_change_allows_nothing(String mode) throws IOException {
        written("actions: [exec, resource]");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));

        assertThat(objection(LOOK))
                .contains(
                        "the policy of this machine cannot be used: %s can be changed by others than root (chown root, chmod go-w)"
                                .formatted(file()));
    }

    @Test
    void a_link_to_nothing_or_a_folder_allows_nothing() throws IOException {
        Files.createSymbolicLink(file(), folder.resolve("gone"));
        assertThat(objection(LOOK))
                .contains(
                        "the policy of this machine cannot be used: '%s': it is a link to nothing"
                                .formatted(file()));

        Files.delete(file());
        Files.createDirectory(file());
        assertThat(objection(LOOK)).isPresent();
    }

    private void written(String text) throws IOException {
        Files.writeString(file(), text + "\n");
    }

    private Path file() {
        return folder.resolve("policy.yaml");
    }

    private Policy read() {
        return new PolicyFile(file()).read();
    }

    private Optional<String> objection(Action action) {
        return read().objection(action);
    }

    private String refused(String what) {
        return "the policy of this machine (%s) does not allow %s".formatted(file(), what);
    }

    private static Action with(String variable) {
        return exec(Map.of(variable, "x"), null, null, "/usr/bin/env");
    }

    private static Action exec(String... argv) {
        return exec(Map.of(), null, null, argv);
    }

    private static Action inTerminal(String... argv) {
        return exec(Map.of(), null, new TerminalSize(80, 24), argv);
    }

    private static Action exec(
            Map<String, String> environment,
            @Nullable String user,
            @Nullable TerminalSize terminal,
            String... argv) {
        return new Action.Session(
                new SessionCommand(
                        List.of(argv),
                        false,
                        terminal,
                        user,
                        null,
                        new TreeMap<>(environment),
                        null),
                false,
                null);
    }
}
