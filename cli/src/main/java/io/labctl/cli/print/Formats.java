package io.labctl.cli.print;

import io.labctl.cli.words.Words;
import java.util.List;

/** The sets of formats that commands offer, one class each because picocli makes them by class. */
public abstract class Formats extends Words<Format> {
    Formats(Format... formats) {
        super("output format", List.of(formats), Format::word);
    }

    /** For listings. */
    public static final class Listing extends Formats {
        public Listing() {
            super(Format.TABLE, Format.WIDE, Format.JSON, Format.YAML, Format.NAME);
        }
    }

    /** For small tables. */
    public static final class Plain extends Formats {
        public Plain() {
            super(Format.TABLE, Format.JSON, Format.YAML);
        }
    }

    /** For one thing that is told in sentences and lines. */
    public static final class Detail extends Formats {
        public Detail() {
            super(Format.TEXT, Format.JSON, Format.YAML);
        }
    }

    /** For a catalog. */
    public static final class Tree extends Formats {
        public Tree() {
            super(Format.TREE, Format.JSON, Format.YAML);
        }
    }

    /** For data without a form of its own. */
    public static final class Document extends Formats {
        public Document() {
            super(Format.YAML, Format.JSON);
        }
    }

    /** For what modules can declare. */
    public static final class Source extends Formats {
        public Source() {
            super(Format.JAVA, Format.YAML, Format.JSON);
        }
    }
}
