package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command that counts until it is let go on, on one server or on several, so that what is lost of
 * it or comes twice is seen. It notes beside that where it began.
 *
 * @param id of this command alone
 * @param folder where it notes so, and looks for leave
 * @param block how many numbers it writes at a time
 * @param pause between two of them, in seconds
 * @param further so many cannot all have been under way
 */
record Counting(String id, Path folder, int block, String pause, int further) {
    static final int EXIT = 7;

    /** In characters, of what labctl has shown. */
    private static final int LATE = 64 * 1024;

    /** Of its words that one says where it notes that it began. */
    private static final int AT = 4;

    /** To begin with, an agent's process is the parent of its commands. */
    private static final String NOTE = "echo $PPID >> \"$1\"; ";

    /** By the shell itself, which is to leave the machine to those whose time is taken. */
    private static final String COUNT =
            "n=0; while [ ! -e \"$2\" ]; do "
                    + "to=$((n + $3)); while [ $n -lt $to ]; do n=$((n + 1)); echo $n || break 2; done; "
                    + "sleep $4; done; ";

    private static final String END = "echo end; exit " + EXIT;

    /** Twice a second. */
    static Counting slowly(String id, Path folder) {
        return new Counting(id, folder, 1, "0.5", 3);
    }

    /** Some kilobytes in a second. */
    static Counting fast(String id, Path folder) {
        return new Counting(id, folder, 100, "0.1", 1500);
    }

    /** What is to be run on the server. */
    List<String> words() {
        return shell(NOTE + COUNT + END);
    }

    /** The same for one that is given the numbers to read. */
    List<String> wordsOfReader() {
        return shell(NOTE + "cat; " + END);
    }

    /** Runs labctl with these arguments, and gives it the numbers. */
    List<String> typedInto(List<String> labctl) {
        var argv = new ArrayList<>(shell("{ " + COUNT + "} | { shift 4; \"$@\"; }"));
        argv.addAll(labctl);
        return argv;
    }

    private List<String> shell(String script) {
        return List.of(
                "sh",
                "-c",
                script,
                "sh",
                note().toString(),
                leave(folder).toString(),
                Integer.toString(block),
                pause);
    }

    /** All that count in this folder end as soon as that is there. */
    static Path leave(Path folder) {
        return folder.resolve("go-on");
    }

    private Path note() {
        return folder.resolve(id);
    }

    /** Where a command with these words notes that it began; empty for any other. */
    static String note(List<String> words) {
        return words.size() > AT && words.getFirst().equals("sh") ? words.get(AT) : "";
    }

    /** The processes of the agents that have begun it, each as often as it has. */
    List<String> begun() {
        return begun(note());
    }

    static List<String> begun(Path note) {
        try {
            return Files.exists(note) ? Files.readAllLines(note) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How far it has come on each server that has said so of late. */
    static Map<String, Long> reached(String out) {
        Map<String, Long> last = new TreeMap<>();
        int end = out.lastIndexOf('\n') + 1;
        int from = end > LATE ? out.indexOf('\n', end - LATE) + 1 : 0;
        out.substring(from, end)
                .lines()
                .map(Line::of)
                .filter(line -> !line.isEnd())
                .forEach(line -> last.put(line.server(), Long.valueOf(line.text())));
        return last;
    }

    /**
     * Refuses what is not all numbers in their order and then the end.
     *
     * @return how many servers have said so
     */
    static int countedWell(String out) {
        Map<String, Long> last = new TreeMap<>();
        int ended = 0;
        for (Line line : out.lines().map(Line::of).toList()) {
            long before = last.getOrDefault(line.server(), 0L);
            assertThat(before).as("what comes after the end: %s", line).isNotNegative();
            if (line.isEnd()) {
                ended++;
                last.put(line.server(), -1L);
            } else {
                assertThat(Long.parseLong(line.text())).as("%s", line).isEqualTo(before + 1);
                last.put(line.server(), before + 1);
            }
        }
        return ended;
    }

    /** A line of labctl's; of several servers it says which one. */
    private record Line(String server, String text) {
        static Line of(String line) {
            int bar = line.indexOf(" | ");
            return bar < 0
                    ? new Line("", line)
                    : new Line(line.substring(0, bar), line.substring(bar + 3));
        }

        boolean isEnd() {
            return text.equals("end");
        }
    }
}
