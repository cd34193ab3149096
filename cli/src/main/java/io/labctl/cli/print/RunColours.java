package io.labctl.cli.print;

import io.labctl.catalog.report.RunLine;

/** The lines that tell a run, as they are shown on a console. */
public record RunColours(Console console) {
    public String of(RunLine line) {
        String text = line.text();
        return switch (line.kind()) {
            case NOTICE, DIFF -> text;
            case WARNING -> console.coloured(Colour.YELLOW, text);
            case ERROR, DIFF_REMOVED -> console.coloured(Colour.RED, text);
            case SUMMARY, DIFF_ADDED -> console.coloured(Colour.GREEN, text);
            case DIFF_PLACE -> console.coloured(Colour.CYAN, text);
        };
    }
}
