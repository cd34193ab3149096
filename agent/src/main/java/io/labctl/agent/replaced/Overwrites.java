package io.labctl.agent.replaced;

import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.HeldEntry;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.kernel.Handle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes over files in whose place no other can be put, for each is a mount of its own: containers
 * mount single files, such as their hosts file. What stands there and what is to stand there are on
 * disk before a byte of it is changed, so that a write that was cut is finished later. Of these,
 * one is under way at a time, by the process that holds the run lock.
 *
 * <pre>
 * before   what stood there
 * after    what is to stand there
 * path     where that is; it is there from the first byte to the last
 * </pre>
 */
public final class Overwrites {
    private static final String CUT = "a write over '%s' was cut short";
    private static final String NOT_FINISHED = " and could not be finished: ";

    private final Path folder;
    private final Path before;
    private final Path after;
    private final Path note;

    /**
     * Those that are noted in a folder.
     *
     * @param folder is made when it is needed
     */
    Overwrites(Path folder) {
        this.folder = folder;
        this.before = folder.resolve("before");
        this.after = folder.resolve("after");
        this.note = folder.resolve("path");
    }

    /**
     * Puts a new version in the place of a file, in one step where that can be.
     *
     * @param path what the machine calls the file
     * @param target its place
     */
    public void replace(String path, Path target, Candidate candidate) throws IOException {
        if (!candidate.replace()) {
            writeOver(path, target, candidate);
        }
    }

    private void writeOver(String path, Path target, Candidate candidate) throws IOException {
        Optional<String> open = open();
        if (open.isPresent()) {
            throw new Conflict((CUT + " and has to be finished first").formatted(open.get()));
        }
        mustBeWritable(target);
        keep(target, before);
        keep(candidate.path(), after);
        DurableFile.write(note, path.getBytes(StandardCharsets.UTF_8));
        var file = new StandingFile(target);
        try {
            file.become(after);
        } catch (IOException e) {
            takeBack(file, e);
            throw FileTrouble.at(target, e);
        }
        end();
    }

    /** What cannot even be begun, as on a read-only mount, is nothing to be finished later. */
    private static void mustBeWritable(Path target) throws IOException {
        FileChannel.open(target, StandardOpenOption.WRITE).close();
    }

    /** Where not even that can be, the next run sees to it. */
    private void takeBack(StandingFile file, IOException why) {
        try {
            file.become(before);
            end();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private void keep(Path file, Path copy) throws IOException {
        DurableFile.directory(folder);
        try (Candidate kept = Candidate.beside(copy)) {
            kept.copyFrom(file);
            kept.moveIntoPlace();
        }
    }

    /** In this order a copy is never missing while the note is there. */
    private void end() throws IOException {
        Files.deleteIfExists(note);
        DurableFile.sync(folder);
        Files.deleteIfExists(after);
        Files.deleteIfExists(before);
    }

    /** Finishes the write that was cut, if one was; then gives the sentence to say of it. */
    public Optional<String> finish(Root root) {
        return told(path -> finishedOrWhyNot(root, path));
    }

    /** What to say, where nothing may be changed, of a write that was cut. */
    public Optional<String> unfinished() {
        return told(_ -> "; the next run that is no --noop run finishes it");
    }

    private Optional<String> told(UnaryOperator<String> rest) {
        try {
            return open().map(path -> CUT.formatted(path) + rest.apply(path));
        } catch (IOException e) {
            return Optional.of(
                    "whether a write over a file was cut short is not known: "
                            + FileTrouble.sentence(FileTrouble.at(note, e)));
        }
    }

    private String finishedOrWhyNot(Root root, String path) {
        try {
            return finish(root, path);
        } catch (IOException e) {
            return NOT_FINISHED + FileTrouble.sentence(e);
        } catch (LabException e) {
            return NOT_FINISHED + e.sentence();
        }
    }

    private String finish(Root root, String path) throws IOException {
        try (Places places = root.places()) {
            Optional<Path> place = places.find(path);
            boolean isThatFile = place.isPresent() && isLeft(place.get());
            if (isThatFile) {
                new StandingFile(place.get()).become(after);
            }
            end();
            return isThatFile
                    ? " and is finished now"
                    : "; it is not finished, for the file is another one by now";
        }
    }

    /** Somebody may have unmounted it since, or mounted or written another. */
    private boolean isLeft(Path place) throws IOException {
        try (HeldEntry stands = HeldEntry.at(place).orElse(null)) {
            return stands != null
                    && stands.kind() == PathKind.FILE
                    && !Handle.isIn(place)
                    && new StandingFile(place).isBetween(before, after);
        }
    }

    private Optional<String> open() throws IOException {
        try {
            return Optional.of(new String(DurableFile.read(note), StandardCharsets.UTF_8));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
