package io.labctl.deploy.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The daemons of many agents, all on this machine and each with a state of its own. They make no
 * runs: they take commands.
 */
final class Fleet implements AutoCloseable {
    static final String ROLE = "worker";

    /** Programs that start keep a processor busy. */
    private static final int AT_ONCE = 4;

    private final Path folder;
    private final List<Running> daemons = new ArrayList<>();

    private Fleet(Path folder) {
        this.folder = folder;
    }

    /** Joins labd at that URL; which of them answer a command already is not waited for. */
    static Fleet join(Path folder, int agents, String labd, String token) throws IOException {
        var fleet = new Fleet(folder);
        List<String> names = IntStream.range(0, agents).mapToObj(Fleet::name).toList();
        for (String each : names) {
            Path home = Files.createDirectories(folder.resolve(each));
            Files.writeString(home.resolve("agent.yaml"), "state: state\nschedule: '0 0 1 1 *'\n");
        }
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<Void>> joining =
                    names.stream()
                            .map(
                                    each ->
                                            CompletableFuture.runAsync(
                                                    () -> fleet.enroll(each, labd, token), threads))
                            .toList();
            joining.forEach(CompletableFuture::join);
        }
        names.forEach(each -> fleet.daemons.add(fleet.agent(each, List.of("run"))));
        return fleet;
    }

    /** As long as each other, so that labctl sets nothing between them and what they say. */
    static String name(int number) {
        return "node-%02d".formatted(number);
    }

    private void enroll(String name, String labd, String token) {
        agent(name, List.of("enroll", "--server", labd, "--token", token, "--name", name))
                .end()
                .succeeded();
    }

    private Running agent(String name, List<String> arguments) {
        var argv = new ArrayList<>(List.of(Replicas.program("lab-agent")));
        argv.addAll(arguments);
        argv.addAll(List.of("--config", folder.resolve(name).resolve("agent.yaml").toString()));
        return Running.start(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), argv);
    }

    int size() {
        return daemons.size();
    }

    @Override
    public void close() {
        daemons.parallelStream().forEach(Running::stop);
    }
}
