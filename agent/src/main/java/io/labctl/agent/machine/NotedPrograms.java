package io.labctl.agent.machine;

import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.name.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of a run that are at work, each noted in a file that is named by its process, so
 * that the next run can tell what is left of one that was killed. The first line of a note tells
 * the process from a later one with its number. Nothing is forced to the disk: no program outlives
 * a loss of power.
 */
public final class NotedPrograms implements ProgramNotes {
    private static final Logger LOG = LoggerFactory.getLogger(NotedPrograms.class);
    private static final int SHOWN = 200;

    private final Path folder;

    /**
     * Notes in a folder.
     *
     * @param folder is made when it is needed
     */
    public NotedPrograms(Path folder) {
        this.folder = folder;
    }

    /** Without room for a note the program goes on: it does more for the machine than the note. */
    @Override
    public void begun(long pid, Command command) {
        try {
            Optional<String> process = mark(pid);
            if (process.isPresent()) {
                DurableFile.directory(folder);
                String note = process.get() + "\n" + String.join(" ", command.argv());
                Files.writeString(file(pid), note, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            notDone("program at work not noted", FileTrouble.at(folder, e));
        }
    }

    @Override
    public void ended(long pid) {
        try {
            Files.deleteIfExists(file(pid));
        } catch (IOException e) {
            notDone("program that has ended still noted", e);
        }
    }

    private static void notDone(String what, IOException e) {
        LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log(what);
    }

    /**
     * Those that are still at work, each with its process, while nobody begins another; the notes
     * of all others are removed.
     */
    public List<String> left() throws IOException {
        var left = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return left;
        }
        for (Path file : FolderEntries.of(folder)) {
            Optional<String> program = programAtWork(file);
            if (program.isPresent()) {
                String shown = Printable.of(program.get(), SHOWN);
                left.add("'%s' (process %s)".formatted(shown, file.getFileName()));
            } else {
                Files.deleteIfExists(file);
            }
        }
        return left;
    }

    private static Optional<String> programAtWork(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String note = new String(DurableFile.read(file), StandardCharsets.UTF_8);
        int end = note.indexOf('\n');
        return end > 0
                        && name.matches("[0-9]{1,10}")
                        && mark(Long.parseLong(name)).equals(Optional.of(note.substring(0, end)))
                ? Optional.of(note.substring(end + 1))
                : Optional.empty();
    }

    private static Optional<String> mark(long pid) throws IOException {
        return NotedProcess.of(pid).map(NotedProcess::mark);
    }

    private Path file(long pid) {
        return folder.resolve(Long.toString(pid));
    }
}
