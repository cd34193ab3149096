package io.labctl.cli.print;

import picocli.CommandLine.Option;

/** The option {@code -o} with the formats that fit a kind of result, to be mixed into a command. */
public final class Output {
    private static final String DESCRIPTION =
            "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.";

    private Output() {}

    /** For listings of named things. */
    public static final class Listing {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "table",
                completionCandidates = Formats.Listing.class,
                converter = Formats.Listing.class,
                description = DESCRIPTION)
        public Format format = Format.TABLE;
    }

    /** For small tables. */
    public static final class Plain {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "table",
                completionCandidates = Formats.Plain.class,
                converter = Formats.Plain.class,
                description = DESCRIPTION)
        public Format format = Format.TABLE;
    }

    /** For one thing that is told in lines of text. */
    public static final class Detail {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "text",
                completionCandidates = Formats.Detail.class,
                converter = Formats.Detail.class,
                description = DESCRIPTION)
        public Format format = Format.TEXT;
    }

    /** For a catalog. */
    public static final class Tree {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "tree",
                completionCandidates = Formats.Tree.class,
                converter = Formats.Tree.class,
                description = DESCRIPTION)
        public Format format = Format.TREE;
    }

    /** For data without a form of its own. */
    public static final class Document {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "yaml",
                completionCandidates = Formats.Document.class,
                converter = Formats.Document.class,
                description = DESCRIPTION)
        public Format format = Format.YAML;
    }

    /** For what modules can declare. */
    public static final class Source {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORMAT",
                defaultValue = "java",
                completionCandidates = Formats.Source.class,
                converter = Formats.Source.class,
                description = DESCRIPTION)
        public Format format = Format.JAVA;
    }
}
