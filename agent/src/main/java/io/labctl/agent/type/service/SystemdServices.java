package io.labctl.agent.type.service;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.catalog.error.NotFound;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services where systemd is PID 1, through systemctl(1). */
public final class SystemdServices implements Services {
    private static final Duration QUERY = Duration.ofSeconds(30);

    /** Longer than the 90 s that systemd gives a unit for its start and, again, for its stop. */
    private static final Duration CHANGE = Duration.ofMinutes(4);

    private static final String ALIAS = "alias";
    private static final Set<String> RUNNING =
            Set.of("active", "reloading", "activating", "refreshing");
    private static final Set<String> ENABLED = Set.of("enabled", ALIAS);
    private static final Set<String> MASKED = Set.of("masked", "masked-runtime");

    /** Also what does not outlast the next boot, and a file elsewhere that is only linked. */
    private static final Set<String> DISABLED =
            Set.of(
                    "disabled",
                    "enabled-runtime",
                    "linked",
                    "linked-runtime",
                    "masked",
                    "masked-runtime",
                    "");

    /** The unit ended by itself, and systemd waits before it starts it again. */
    private static final String RESTARTING = "auto-restart";

    private final Commands commands;

    public SystemdServices(Commands commands) {
        this.commands = commands;
    }

    /** Without templates, and without the second names of one and the same. */
    @Override
    public List<String> names() throws IOException {
        List<String> argv =
                List.of(
                        "systemctl",
                        "list-unit-files",
                        "--type=service",
                        "--no-legend",
                        "--no-pager",
                        "--plain",
                        "--full");
        return commands.require(Command.of(argv, QUERY))
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 1 && !words[1].equals(ALIAS))
                .map(words -> words[0].replaceFirst("\\.service$", ""))
                .filter(name -> !name.endsWith("@"))
                .sorted()
                .toList();
    }

    @Override
    public Map<String, ServiceState> states(Collection<String> names) throws IOException {
        if (names.isEmpty()) {
            return Map.of();
        }
        var argv =
                new ArrayList<>(
                        List.of(
                                "systemctl",
                                "show",
                                "--property=ActiveState,SubState,UnitFileState,CanReload",
                                "--"));
        names.forEach(name -> argv.add(unit(name)));
        return parse(List.copyOf(names), commands.require(Command.of(argv, QUERY)));
    }

    /** One block for each unit, in the order asked for, an empty line between them. */
    static Map<String, ServiceState> parse(List<String> names, String out) {
        var states = new HashMap<String, ServiceState>();
        String[] blocks = out.strip().split("\n\\s*\n", -1);
        for (int i = 0; i < names.size() && i < blocks.length; i++) {
            states.put(names.get(i), state(blocks[i]));
        }
        return states;
    }

    private static ServiceState state(String block) {
        var properties = new HashMap<String, String>();
        block.lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> properties.put(pair[0].strip(), pair[1].strip()));
        String file = properties.getOrDefault("UnitFileState", "");
        boolean restarting = properties.getOrDefault("SubState", "").startsWith(RESTARTING);
        return new ServiceState(
                RUNNING.contains(properties.getOrDefault("ActiveState", "")) && !restarting,
                restarting,
                enabled(file),
                MASKED.contains(file),
                properties.getOrDefault("CanReload", "").equals("yes"));
    }

    /** Of the other words, such as static and generated, none can be switched. */
    private static @Nullable Boolean enabled(String unitFileState) {
        if (ENABLED.contains(unitFileState)) {
            return true;
        }
        return DISABLED.contains(unitFileState) ? false : null;
    }

    /** A script of /etc/init.d becomes a unit when systemd looks for one anew. */
    @Override
    public void requireThere(String name) throws IOException {
        Command show =
                Command.of(
                        List.of("systemctl", "show", "--property=LoadState", "--", unit(name)),
                        QUERY);
        String state = commands.require(show).strip();
        Command script =
                Command.of(List.of("test", "-x", "/etc/init.d/" + initScript(name)), QUERY);
        if (state.equals("LoadState=not-found") && !commands.run(script).ok()) {
            throw new NotFound(
                    "no service '%s': systemd knows no unit '%s'".formatted(name, unit(name)));
        }
    }

    private static String initScript(String name) {
        return name.replaceFirst("\\.service$", "");
    }

    @Override
    public void start(String name) throws IOException {
        change("start", name);
    }

    @Override
    public void stop(String name) throws IOException {
        change("stop", name);
    }

    @Override
    public void restart(String name) throws IOException {
        change("restart", name);
    }

    @Override
    public void reload(String name) throws IOException {
        change("reload", name);
    }

    @Override
    public void enable(String name) throws IOException {
        change("enable", name);
    }

    @Override
    public void disable(String name) throws IOException {
        change("disable", name);
    }

    @Override
    public void mask(String name) throws IOException {
        change("mask", name);
    }

    /** Also where it is masked until the next boot only. */
    @Override
    public void unmask(String name) throws IOException {
        change("unmask", name);
        commands.require(
                Command.of(List.of("systemctl", "unmask", "--runtime", "--", unit(name)), CHANGE));
    }

    private void change(String verb, String name) throws IOException {
        reloadIfNeeded(name);
        commands.require(Command.of(List.of("systemctl", verb, "--", unit(name)), CHANGE));
    }

    /** A unit file that this run has put in place or changed is not known to systemd yet. */
    private void reloadIfNeeded(String name) throws IOException {
        String out =
                commands.require(
                        Command.of(
                                List.of(
                                        "systemctl",
                                        "show",
                                        "--property=NeedDaemonReload",
                                        "--",
                                        unit(name)),
                                QUERY));
        if (out.strip().equals("NeedDaemonReload=yes")) {
            commands.require(Command.of(List.of("systemctl", "daemon-reload"), CHANGE));
        }
    }

    private static String unit(String name) {
        return name.contains(".") ? name : name + ".service";
    }
}
