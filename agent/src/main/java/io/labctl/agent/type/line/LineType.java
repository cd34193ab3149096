package io.labctl.agent.type.line;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Access;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Candidate;
import io.labctl.agent.machine.PathKind;
import io.labctl.agent.machine.Places;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link LineResource}; its state is the whole file, read once for all of its lines. A link of
 * root's at the path is followed.
 */
public final class LineType implements ResourceType<LineResource, LineFile> {
    /** In bytes; what is larger is no text that people edit. */
    private static final int LARGEST = 4 * 1024 * 1024;

    /** Whatever the file has stays so. */
    private static final Access ANY = new Access(null, null, null);

    private static final Access NEW = new Access(null, null, "0644");

    private final Root root;
    private final Backups backups;

    public LineType(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    @Override
    public Map<LineResource, LineFile> observe(Collection<LineResource> wanted) throws IOException {
        var files = new HashMap<String, LineFile>();
        var found = new LinkedHashMap<LineResource, LineFile>();
        try (Places places = root.places()) {
            for (LineResource each : wanted) {
                LineFile file = files.get(each.path());
                if (file == null) {
                    file = read(each.path(), places.find(places.behind(each.path())));
                    files.put(each.path(), file);
                }
                found.put(each, file);
            }
        }
        return found;
    }

    private static LineFile read(String path, Optional<Path> place) throws IOException {
        if (place.isEmpty() || !PathKind.FILE.isAtOrNothing(place.get(), path)) {
            return new LineFile(null, new Disclosure(path, true));
        }
        Path file = place.get();
        boolean readableByAll =
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                        .contains(PosixFilePermission.OTHERS_READ);
        return new LineFile(
                new LinesText(new String(bytes(path, file), StandardCharsets.ISO_8859_1)),
                new Disclosure(path, readableByAll));
    }

    private static byte[] bytes(String path, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Conflict("'%s' is too large to look at its lines".formatted(path));
            }
            return bytes;
        }
    }

    @Override
    public List<Change> plan(LineResource wanted, LineFile found) {
        LinesText before = found.text();
        boolean absent = wanted.ensure() == Presence.ABSENT;
        if (before == null) {
            boolean nothing = absent || wanted.missing() == LineResource.MissingFile.SKIP;
            return nothing ? List.of() : List.of(Change.of("line", null, wanted.text()));
        }
        LinesText after = before.with(wanted);
        if (after.equals(before)) {
            return List.of();
        }
        Disclosure shown = found.disclosure();
        return List.of(
                new Change(
                        "line",
                        before.firstReplaced(wanted).map(shown::told).orElse(null),
                        absent ? null : wanted.text(),
                        shown.diff(Body.of(before.bytes()), Body.of(after.bytes()))));
    }

    @Override
    public void apply(LineResource wanted, List<Change> changes) throws IOException {
        try (Places places = root.places()) {
            Path target = places.of(places.behind(wanted.path()));
            LinesText before = read(wanted.path(), Optional.of(target)).text();
            if (before == null && wanted.missing() == LineResource.MissingFile.FAIL) {
                throw new NotFound("no file '%s' to put a line in".formatted(wanted.path()));
            }
            write(wanted, target, before);
        }
    }

    private void write(LineResource wanted, Path target, @Nullable LinesText before)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        LinesText after = (before == null ? new LinesText("") : before).with(wanted);
        try (Candidate candidate = Candidate.beside(target)) {
            candidate.write(after.bytes());
            Access access = before == null ? NEW : Access.of(target, accounts, ANY);
            access.giveTo(candidate.path(), accounts);
            if (before != null && wanted.backup()) {
                backups.keep(wanted.path(), target);
            }
            candidate.replace();
        }
    }
}
