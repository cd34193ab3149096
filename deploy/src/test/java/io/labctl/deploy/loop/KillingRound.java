package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One labd of two is killed while commands run on all servers, others are just asked for, and one
 * is asked for at once after that.
 */
final class KillingRound {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int JUST_ASKED = 2;

    /** For labctl to start, to ask, and to be answered. */
    private static final int MILLIS_OF_A_QUICK_ONE = 1500;

    private final int number;
    private final Replicas labds;
    private final int servers;
    private final RandomGenerator random;
    private final Path folder;
    private final Path free;

    KillingRound(int number, Replicas labds, int servers, RandomGenerator random, Path folder)
            throws IOException {
        this.number = number;
        this.labds = labds;
        this.servers = servers;
        this.random = random;
        this.folder = Files.createDirectories(folder.resolve("round-" + number));
        this.free = Files.createDirectories(this.folder.resolve("free"));
        Files.createFile(Counting.leave(free));
    }

    /**
     * What came of it.
     *
     * @param commands that ran when it was killed
     * @param heard how long it took until all of them were shown to go on
     * @param fresh how long the one took that was asked for after it
     * @param askedWell of those that were just asked for, how many ran
     * @param askedInVain how many were said not to have, or that it is not known
     */
    record Figures(
            int round,
            int commands,
            Duration heard,
            Duration fresh,
            int askedWell,
            int askedInVain,
            Duration took) {
        /** As a row of a table. */
        String row() {
            return "| %d | %d | %.1f s | %.1f s | %d | %d | %.1f s |\n"
                    .formatted(
                            round,
                            commands,
                            seconds(heard),
                            seconds(fresh),
                            askedWell,
                            askedInVain,
                            seconds(took));
        }

        private static double seconds(Duration span) {
            return span.toMillis() / 1000.0;
        }
    }

    Figures play() throws IOException {
        long begun = System.nanoTime();
        Running detached = labds.start(exec(counting("detached").words(), "-d", server()));
        List<Watched> running = begin();
        await().atMost(LONGEST).untilAsserted(() -> running.forEach(Watched::begins));
        String session = detached.end().succeeded().out().strip();
        List<Quick> asked = justAsked();
        awaitSomeMoment();

        Replica victim = labds.ofRound(number);
        Map<Watched, Map<String, Long>> before =
                running.stream().collect(Collectors.toMap(Function.identity(), Watched::reached));
        long killed = System.nanoTime();
        victim.kill();
        Quick fresh = quickOne("fresh");
        CompletableFuture<Duration> freshTook = tookUntilEnd(fresh, killed);
        awaitAllBeyond(before);
        Duration heard = since(killed);
        assertThat(fresh.ranWell()).as(fresh.labctl().saidSoFar()).isTrue();
        victim.beginAgain();

        letGoOn(running, session);
        int well = Math.toIntExact(asked.stream().filter(Quick::ranWell).count());
        victim.awaitReady();
        int commands = running.stream().mapToInt(Watched::servers).sum() + 1;
        return new Figures(
                number, commands, heard, freshTook.join(), well, asked.size() - well, since(begun));
    }

    private static void awaitAllBeyond(Map<Watched, Map<String, Long>> before) {
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> before.forEach(Watched::goesBeyond));
    }

    /** Each ends as it would have without all that; one is only now looked at. */
    private void letGoOn(List<Watched> running, String detached) throws IOException {
        var attached =
                new Watched(counting("detached"), labds.start(List.of("attach", detached)), 1);
        Files.createFile(Counting.leave(folder));
        Stream.concat(running.stream(), Stream.of(attached)).forEach(Watched::endsWell);
    }

    /** On all servers, one that writes much, and one that reads what labctl does. */
    private List<Watched> begin() {
        Counting all = counting("all");
        var fast = Counting.fast("fast", folder);
        Counting typed = counting("typed");
        var labctl = new ArrayList<>(List.of(Replicas.program("labctl")));
        labctl.addAll(exec(typed.wordsOfReader(), "-i", server()));
        return List.of(
                new Watched(
                        all, labds.start(exec(all.words(), "-l", "role=" + Fleet.ROLE)), servers),
                new Watched(fast, labds.start(exec(fast.words(), server())), 1),
                new Watched(typed, labds.run(typed.typedInto(labctl)), 1));
    }

    private Counting counting(String id) {
        return Counting.slowly(id, folder);
    }

    private static List<String> exec(List<String> words, String... before) {
        var all = new ArrayList<>(List.of("exec"));
        all.addAll(List.of(before));
        all.add("--");
        all.addAll(words);
        return all;
    }

    private String server() {
        return "server/" + Fleet.name(random.nextInt(servers));
    }

    /** A command that does not wait for anything. */
    private record Quick(Counting command, Running labctl) {
        /** It ran once and was shown, or labctl says why not and it did not run twice. */
        boolean ranWell() {
            Running.Ended ended = labctl.end();
            boolean isWell = ended.exit() == Counting.EXIT;
            if (isWell) {
                assertThat(ended.out()).as(command.id()).isEqualTo("end\n");
                assertThat(command.begun()).as(command.id()).hasSize(1);
            } else {
                assertThat(ended.err()).as(command.id()).startsWith("labctl: ");
                assertThat(ended.exit()).as("%s: %s", command.id(), ended.err()).isIn(1, 4, 5, 137);
                assertThat(command.begun()).as(command.id()).hasSizeLessThan(2);
            }
            return isWell;
        }
    }

    private Quick quickOne(String id) {
        var command = Counting.slowly(id, free);
        return new Quick(command, labds.start(exec(command.words(), server())));
    }

    private List<Quick> justAsked() {
        return Stream.iterate(1, i -> i + 1)
                .limit(JUST_ASKED)
                .map(i -> quickOne("asked-" + i))
                .toList();
    }

    /** So that the labd is killed at another point of what was just asked for in each round. */
    private void awaitSomeMoment() {
        long moment = System.nanoTime() + random.nextInt(MILLIS_OF_A_QUICK_ONE) * 1_000_000L;
        await().pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() - moment > 0);
    }

    private static CompletableFuture<Duration> tookUntilEnd(Quick one, long since) {
        return CompletableFuture.supplyAsync(
                () -> {
                    one.labctl().end();
                    return since(since);
                },
                Thread::startVirtualThread);
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}
