package io.labctl.cli.print;

import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under upper-case heads in columns three spaces apart, without trailing blanks. An empty cell
 * shows {@code <none>}, so that every row has the same number of words for awk.
 */
public final class Table {
    private static final String GAP = "   ";
    private static final String NONE = "<none>";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    public Table(List<String> heads) {
        this.heads = List.copyOf(heads);
        this.widths = new int[heads.size()];
        widen(heads);
    }

    public void row(List<String> cells) {
        List<String> shown =
                cells.stream().map(cell -> cell.isEmpty() ? NONE : Printable.whole(cell)).toList();
        widen(shown);
        rows.add(shown);
    }

    /** The head and all rows, a line each. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line(heads));
        lines.addAll(body());
        return List.copyOf(lines);
    }

    /** The rows without the head. */
    public List<String> body() {
        return rows.stream().map(this::line).toList();
    }

    /** Forgets the rows and keeps the columns' widths, for rows that are printed later. */
    public void clear() {
        rows.clear();
    }

    private void widen(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], length(cells.get(i)));
        }
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell);
            line.append(" ".repeat(widths[i] - length(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
