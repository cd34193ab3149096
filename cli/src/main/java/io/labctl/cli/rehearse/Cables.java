package io.labctl.cli.rehearse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The network of a rehearsal: a bridge on the host, and to each node a cable whose other end lies
 * in the node's own network namespace. There is no route from it to anywhere else.
 */
final class Cables {
    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Commands commands;
    private final String mark;

    Cables(Commands commands, StateFolder state) {
        this.commands = commands;
        this.mark =
                "labctl rehearsal "
                        + Sha256.of(state.root().toString().getBytes(UTF_8)).substring(0, 16);
    }

    /**
     * Makes the bridge, and with its name takes the network: only one of several rehearsals that
     * want the same at the same moment gets it.
     *
     * @return false when another has it
     */
    boolean claimBridge(Plan plan) {
        if (exists(plan.bridge())) {
            return false;
        }
        List<String> argv = List.of("ip", "link", "add", plan.bridge(), "type", "bridge");
        Commands.Finished finished = commands.run(argv, LIMIT);
        if (finished.succeeded()) {
            mark(plan.bridge());
            return true;
        }
        if (exists(plan.bridge())) {
            return false;
        }
        throw new Unavailable(
                "bridge '%s' cannot be made: %s"
                        .formatted(plan.bridge(), finished.output().strip()));
    }

    /**
     * Makes the bridge where it is missing, after a reboot for one.
     *
     * @throws Conflict when another has taken the name meanwhile
     */
    void ensureBridge(Plan plan) {
        if (!exists(plan.bridge())) {
            batch("link add %s type bridge".formatted(plan.bridge()));
        } else if (isAnothers(plan.bridge())) {
            throw new Conflict(
                    "bridge '%s' is another rehearsal's by now, 'labctl rehearse down' takes down this one only and frees it to take another network"
                            .formatted(plan.bridge()));
        }
        mark(plan.bridge());
        batch(
                "addr replace %s/24 dev %s".formatted(plan.subnet().gateway(), plan.bridge()),
                "link set %s up".formatted(plan.bridge()));
    }

    /**
     * Lays a cable to a node.
     *
     * @param node the first process of the node, as the host numbers it
     */
    void connect(Plan plan, int number, long node) {
        String cable = plan.cable(number);
        remove(cable);
        batch(
                "link add %s type veth peer name eth0 netns %d".formatted(cable, node),
                "link set %s master %s up".formatted(cable, plan.bridge()));
        mark(cable);
        commands.must(
                List.of("nsenter", "--target", Long.toString(node), "--net", "ip", "-batch", "-"),
                String.join(
                        "\n",
                        "link set lo up",
                        "addr add %s/24 dev eth0".formatted(plan.subnet().node(number)),
                        "link set eth0 up",
                        ""));
    }

    /** Removes what a plan names, where no other rehearsal has it. */
    void removeAll(Plan plan) {
        plan.numbers().forEach(number -> remove(plan.cable(number)));
        remove(plan.bridge());
    }

    /** Removes every interface that is marked as this rehearsal's, whatever its name. */
    void removeMarked() {
        try (Stream<Path> interfaces = Files.list(INTERFACES)) {
            interfaces
                    .map(each -> String.valueOf(each.getFileName()))
                    .filter(link -> markOf(link).equals(mark))
                    .forEach(this::remove);
        } catch (IOException e) {
            throw new Unavailable("'%s' is not readable".formatted(INTERFACES), e);
        }
    }

    private void mark(String link) {
        commands.must(List.of("ip", "link", "set", link, "alias", mark));
    }

    private static String markOf(String link) {
        try {
            return Files.readString(INTERFACES.resolve(link).resolve("ifalias")).strip();
        } catch (IOException e) {
            return ""; // it may just have gone
        }
    }

    private boolean isAnothers(String link) {
        String owner = markOf(link);
        return !owner.isEmpty() && !owner.equals(mark);
    }

    private void remove(String link) {
        if (!exists(link) || isAnothers(link)) {
            return;
        }
        Commands.Finished finished = commands.run(List.of("ip", "link", "delete", link), LIMIT);
        // A cable also goes by itself, some time after its node did: that is as good.
        if (exists(link)) {
            throw new Unavailable(
                    "interface '%s' cannot be removed: %s"
                            .formatted(link, finished.output().strip()));
        }
    }

    static boolean exists(String link) {
        return Files.exists(INTERFACES.resolve(link));
    }

    private void batch(String... lines) {
        commands.must(List.of("ip", "-batch", "-"), String.join("\n", lines) + "\n");
    }
}
