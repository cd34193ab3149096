package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The network of a rehearsal: a bridge on the host, and to each node a cable whose other end lies
 * in the node's own network namespace. There is no route from it to anywhere else.
 */
final class Cables {
    private static final Path INTERFACES = Path.of("/sys/class/net");

    private final Commands commands;

    Cables(Commands commands) {
        this.commands = commands;
    }

    /** The first name of the form {@code labctl<n>} that no interface has. */
    static String freeBridgeName() {
        int number = 0;
        while (Files.exists(INTERFACES.resolve("labctl" + number))) {
            number++;
        }
        return "labctl" + number;
    }

    void ensureBridge(Plan plan) {
        if (!exists(plan.bridge())) {
            batch("link add %s type bridge".formatted(plan.bridge()));
        }
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
        commands.must(
                List.of("nsenter", "--target", Long.toString(node), "--net", "ip", "-batch", "-"),
                String.join(
                        "\n",
                        "link set lo up",
                        "addr add %s/24 dev eth0".formatted(plan.subnet().node(number)),
                        "link set eth0 up",
                        ""));
    }

    void removeAll(Plan plan) {
        plan.numbers().forEach(number -> remove(plan.cable(number)));
        remove(plan.bridge());
    }

    private void remove(String link) {
        if (!exists(link)) {
            return;
        }
        Commands.Finished finished =
                commands.run(List.of("ip", "link", "delete", link), Duration.ofSeconds(10));
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
