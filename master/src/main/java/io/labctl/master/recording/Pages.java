package io.labctl.master.recording;

import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.api.RecordingPage.Extent;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Shows a recording page by page, each as far as nothing in it was changed; only its last piece
 * proves that it is all there.
 */
final class Pages {
    private final Archive archive;
    private final UUID session;
    private final Due due;

    Pages(Archive archive, UUID session, Due due) {
        this.archive = archive;
        this.session = session;
        this.due = due;
    }

    /**
     * Shows one.
     *
     * @throws Conflict when it is not what was recorded
     * @throws NotFound when nothing was
     */
    RecordingPage from(Position from, Cast cast) {
        List<Piece> pieces = archive.pieces(session, from.piece());
        var lines = new ArrayList<String>();
        if (from.isStart()) {
            lines.add(cast.head());
        }
        if (pieces.isEmpty()) {
            requireNoMore(from);
            return new RecordingPage(lines, null, Extent.SO_FAR);
        }
        Utf8Text text = from.text();
        pieces.forEach(each -> lines.addAll(cast.lines(each, text)));
        return switch (pieces.getLast().ending()) {
            case NONE -> new RecordingPage(lines, from.after(pieces.size(), text).written(), null);
            case WHOLE -> new RecordingPage(lines, null, Extent.WHOLE);
            case CUT -> new RecordingPage(lines, null, Extent.CUT);
        };
    }

    private void requireNoMore(Position from) {
        if (from.isStart() && !due.begun() && !archive.has(session)) {
            throw new NotFound("nothing is recorded of session %s".formatted(session));
        }
        if (due.closed()) {
            throw Archive.damaged(session, "its end is missing");
        }
    }
}
