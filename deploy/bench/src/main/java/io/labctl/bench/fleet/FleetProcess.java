package io.labctl.bench.fleet;

import io.labctl.bench.Newcomer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * One process full of agents. Each line that it reads is a command: {@code join}, {@code park} and
 * {@code count}, and each is answered with a number of agents. It ends with its input.
 */
public final class FleetProcess {
    private static final int JOINING_AT_ONCE = 4;

    private final int port;
    private final Path roots;
    private final String token;
    private final Range range;
    private final AtomicInteger parked = new AtomicInteger();
    private final ArrayList<SSLContext> joined = new ArrayList<>();

    /** The numbers of its agents. */
    private record Range(int first, int count) {}

    private FleetProcess(int port, Path roots, String token, Range range) {
        this.port = port;
        this.roots = roots;
        this.token = token;
        this.range = range;
    }

    /** The name of the agent with this number. */
    static String name(int number) {
        return "fleet-%d".formatted(number);
    }

    /** Arguments: labd's port, its roots, a token, the number of the first agent, how many. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var range = new Range(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        new FleetProcess(Integer.parseInt(args[0]), Path.of(args[1]), args[2], range).run();
    }

    private void run() throws IOException, InterruptedException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var connector = new Connector(port)) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(
                        switch (line) {
                            case "join" -> join();
                            case "park" -> park(connector);
                            case "count" -> parked.get();
                            default -> throw new IOException("no command '%s'".formatted(line));
                        });
            }
        }
    }

    private int join() throws IOException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(JOINING_AT_ONCE)) {
            var joining = new ArrayList<Future<SSLContext>>();
            for (int i = 0; i < range.count(); i++) {
                String name = name(range.first() + i);
                joining.add(threads.submit(() -> Newcomer.join(port, roots, token, name)));
            }
            for (Future<SSLContext> each : joining) {
                joined.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        return joined.size();
    }

    private int park(Connector connector) {
        var random = RandomGenerator.getDefault();
        joined.forEach(tls -> new SimulatedAgent(tls, connector, random, parked).run());
        return joined.size();
    }
}
