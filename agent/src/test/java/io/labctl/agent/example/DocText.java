package io.labctl.agent.example;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import java.util.List;
import java.util.stream.Collectors;

/** A Javadoc comment as the Markdown of one paragraph. */
final class DocText {
    private DocText() {}

    static String of(DocCommentTree comment) {
        return of(comment.getFullBody());
    }

    static String of(List<? extends DocTree> parts) {
        return parts.stream()
                .map(DocText::of)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String of(DocTree part) {
        return switch (part) {
            case TextTree text -> text.getBody();
            case LiteralTree code -> "`" + code.getBody().getBody().strip() + "`";
            case LinkTree link ->
                    link.getLabel().isEmpty()
                            ? "`" + link.getReference().getSignature() + "`"
                            : of(link.getLabel());
            case EntityTree entity -> "&" + entity.getName() + ";";
            default -> " "; // <p> and the like
        };
    }
}
