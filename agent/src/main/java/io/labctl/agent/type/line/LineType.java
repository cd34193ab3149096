package io.labctl.agent.type.line;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.replaced.Body;
import io.labctl.agent.replaced.Disclosure;
import io.labctl.agent.replaced.EditedFile;
import io.labctl.agent.replaced.EditedText;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link LineResource}; its state is the whole file, read once for all of its lines. A link of
 * root's at the path is followed.
 */
public final class LineType implements ResourceType<LineResource, EditedText> {
    /** In bytes; what is larger is no text that people edit. */
    private static final int LARGEST = 4 * 1024 * 1024;

    private final Root root;
    private final Backups backups;

    public LineType(Root root, Backups backups) {
        this.root = root;
        this.backups = backups;
    }

    @Override
    public Map<LineResource, EditedText> observe(Collection<LineResource> wanted)
            throws IOException {
        var files = new HashMap<String, EditedText>();
        var found = new LinkedHashMap<LineResource, EditedText>();
        for (LineResource each : wanted) {
            EditedText file = files.get(each.path());
            if (file == null) {
                file = file(each).read();
                files.put(each.path(), file);
            }
            found.put(each, file);
        }
        return found;
    }

    private EditedFile file(LineResource wanted) {
        return new EditedFile(root, backups, wanted.path(), LARGEST);
    }

    @Override
    public List<String> makes(LineResource wanted) {
        return wanted.paths();
    }

    @Override
    public List<Change> plan(LineResource wanted, EditedText found) {
        boolean absent = wanted.ensure() == Presence.ABSENT;
        if (!found.exists()) {
            boolean nothing = absent || wanted.missing() == LineResource.MissingFile.SKIP;
            return nothing ? List.of() : List.of(Change.of("line", null, wanted.text()));
        }
        LinesText before = new LinesText(found.latin1());
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
    public void requirePossible(LineResource wanted, List<Change> changes) throws IOException {
        requireFile(wanted, file(wanted).read());
        file(wanted).requirePlace();
    }

    private static void requireFile(LineResource wanted, EditedText found) {
        if (!found.exists() && wanted.missing() == LineResource.MissingFile.FAIL) {
            throw new NotFound("no file '%s' to put a line in".formatted(wanted.path()));
        }
    }

    @Override
    public void apply(LineResource wanted, List<Change> changes) throws IOException {
        requirePossible(wanted, changes);
        file(wanted).replace(before -> edited(wanted, before), wanted.backup());
    }

    private static byte[] edited(LineResource wanted, EditedText before) {
        requireFile(wanted, before);
        return new LinesText(before.latin1()).with(wanted).bytes();
    }
}
