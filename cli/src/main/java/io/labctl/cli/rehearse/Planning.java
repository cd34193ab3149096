package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Decides what a rehearsal is to be: what it is already, or what this machine has room for. */
final class Planning {
    private static final int USUAL_PORT = 7443;
    private static final int USUAL_NODES = 3;

    private final StateFolder state;
    private final Cables cables;
    private final RehearsalContext context;
    private final Story story;

    Planning(StateFolder state, Cables cables, RehearsalContext context, Story story) {
        this.state = state;
        this.cables = cables;
        this.context = context;
        this.story = story;
    }

    /**
     * The plan, which is then on disk.
     *
     * @param nodes how many there are to be at least; empty for those that are there, or the usual
     *     number
     * @throws Unavailable when this machine has no network or port left
     */
    Plan plan(Optional<Integer> nodes) {
        return state.plan()
                .read()
                .map(known -> grown(known, nodes.orElse(known.nodes())))
                .orElseGet(() -> fresh(nodes.orElse(USUAL_NODES)));
    }

    private Plan grown(Plan known, int nodes) {
        if (nodes < known.nodes()) {
            story.say(
                    "no node is taken away, all %d stay: for fewer, 'labctl rehearse down' comes first"
                            .formatted(known.nodes()));
        }
        Plan plan = known.withNodes(Math.max(nodes, known.nodes()));
        state.plan().write(plan);
        return plan;
    }

    private Plan fresh(int nodes) {
        int port = freePort();
        Plan.Before before = context.before();
        for (Subnet subnet : Subnet.free(NetworksInUse.onThisMachine())) {
            var plan = new Plan(subnet.third(), port, nodes, before, null);
            state.plan().write(plan);
            if (cables.claimBridge(plan)) {
                return plan;
            }
        }
        state.plan().forget();
        throw new Unavailable("every network in 10.213.0.0/16 is in use on this machine");
    }

    /** The usual port when nothing has it at any address, else any free one. */
    private static int freePort() {
        for (int port : new int[] {USUAL_PORT, 0}) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port));
                return socket.getLocalPort();
            } catch (IOException e) {
                // in use: try the next
            }
        }
        throw new Unavailable("no port is free on this machine");
    }
}
