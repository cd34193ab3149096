package io.labctl.agent.type.service;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FolderEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Services by init scripts, through service(8) and update-rc.d(8); a script's status action is
 * taken at its word (LSB 5.0, 22.2: exit 0 means that it runs).
 */
public final class InitServices implements Services {
    private static final Duration QUERY = Duration.ofSeconds(30);
    private static final Duration CHANGE = Duration.ofMinutes(4);

    /** A daemon may write its PID file a moment after its script has ended. */
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /** A label of the script's case: {@code restart|force-reload)}. */
    private static final Pattern ACTIONS = Pattern.compile("\\s*\\(?([\\w|\\s\"'-]+)\\)");

    /** The multi-user ones, and what is done at each boot before them. */
    private static final List<String> STARTING_RUNLEVELS = List.of("S", "2", "3", "4", "5");

    private static final String UNIT = ".service";

    private final Root root;
    private final Commands commands;
    private final MonotonicTime time;

    public InitServices(Root root, Commands commands, MonotonicTime time) {
        this.root = root;
        this.commands = commands;
        this.time = time;
    }

    @Override
    public List<String> names() throws IOException {
        Path folder = root.at("/etc/init.d");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return FolderEntries.of(folder).stream()
                .map(each -> String.valueOf(each.getFileName()))
                .filter(this::exists)
                .sorted()
                .toList();
    }

    @Override
    public Map<String, ServiceState> states(Collection<String> names) throws IOException {
        var states = new HashMap<String, ServiceState>();
        for (String name : names) {
            String script = script(name);
            states.put(
                    name,
                    exists(script)
                            ? new ServiceState(
                                    isRunning(script),
                                    isEnabled(script),
                                    null,
                                    reloadAction(script).isPresent())
                            : new ServiceState(false, false, null, false));
        }
        return states;
    }

    @Override
    public void start(String name) throws IOException {
        String script = script(name);
        service(script, "start");
        settle(script, true);
    }

    @Override
    public void stop(String name) throws IOException {
        String script = script(name);
        service(script, "stop");
        settle(script, false);
    }

    @Override
    public void restart(String name) throws IOException {
        String script = script(name);
        service(script, "restart");
        settle(script, true);
    }

    @Override
    public void reload(String name) throws IOException {
        String script = script(name);
        service(script, reloadAction(script).orElse("restart"));
    }

    /**
     * What reloads it, by the actions that the script has: {@code reload}, or {@code force-reload},
     * which restarts where nothing can be reloaded (LSB 5.0, 22.2).
     */
    private Optional<String> reloadAction(String name) throws IOException {
        Set<String> actions =
                Files.readAllLines(root.at("/etc/init.d/" + name), StandardCharsets.ISO_8859_1)
                        .stream()
                        .map(ACTIONS::matcher)
                        .filter(Matcher::lookingAt)
                        .flatMap(label -> Stream.of(label.group(1).split("[\\s|\"']+")))
                        .collect(Collectors.toSet());
        return Stream.of("reload", "force-reload").filter(actions::contains).findFirst();
    }

    @Override
    public void mask(String name) {
        throw new UnsupportedOperationException("its state says that it cannot be masked");
    }

    @Override
    public void unmask(String name) {
        throw new UnsupportedOperationException("its state says that it cannot be masked");
    }

    /** The links are made where there are none yet; then the S links are switched on. */
    @Override
    public void enable(String name) throws IOException {
        String script = script(name);
        change(script, List.of("update-rc.d", script, "defaults"));
        change(script, List.of("update-rc.d", script, "enable"));
    }

    @Override
    public void disable(String name) throws IOException {
        String script = script(name);
        change(script, List.of("update-rc.d", script, "disable"));
    }

    private void service(String name, String action) throws IOException {
        change(name, List.of("service", name, action));
    }

    @Override
    public void requireThere(String name) {
        requireScript(script(name));
    }

    private void requireScript(String name) {
        if (!exists(name)) {
            throw new NotFound("no service '%s': no script in /etc/init.d".formatted(name));
        }
    }

    private void change(String name, List<String> argv) throws IOException {
        requireScript(name);
        commands.require(Command.of(argv, CHANGE));
    }

    private void settle(String name, boolean running) throws IOException {
        Duration end = time.now().plus(SETTLES_WITHIN);
        while (isRunning(name) != running && time.now().compareTo(end) < 0) {
            time.pause(LOOK_AGAIN);
        }
    }

    /** A unit of systemd goes by its name with {@code .service} or without. */
    private String script(String name) {
        return name.endsWith(UNIT) && !exists(name)
                ? name.substring(0, name.length() - UNIT.length())
                : name;
    }

    /** A name with a slash would lead to a program elsewhere. */
    private boolean exists(String name) {
        if (name.indexOf('/') >= 0) {
            return false;
        }
        Path script = root.at("/etc/init.d/" + name);
        return Files.isRegularFile(script) && Files.isExecutable(script);
    }

    private boolean isRunning(String name) throws IOException {
        return commands.run(List.of("service", name, "status"), QUERY).ok();
    }

    private boolean isEnabled(String name) throws IOException {
        for (String level : STARTING_RUNLEVELS) {
            if (hasStartLink(root.at("/etc/rc%s.d".formatted(level)), name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasStartLink(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        return FolderEntries.of(folder).stream()
                .map(each -> String.valueOf(each.getFileName()))
                .anyMatch(each -> each.matches("S\\d\\d.*") && each.substring(3).equals(name));
    }
}
