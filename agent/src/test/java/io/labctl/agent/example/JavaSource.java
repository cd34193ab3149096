package io.labctl.agent.example;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A source file with one class, as the compiler reads it. */
final class JavaSource {
    private final String text;
    private final CompilationUnitTree unit;
    private final ClassTree type;
    private final DocTrees trees;

    private JavaSource(String text, CompilationUnitTree unit, DocTrees trees) {
        this.text = text;
        this.unit = unit;
        this.type = (ClassTree) unit.getTypeDecls().getFirst();
        this.trees = trees;
    }

    static JavaSource read(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null, files, null, null, null, files.getJavaFileObjects(file));
            return new JavaSource(
                    Files.readString(file),
                    task.parse().iterator().next(),
                    DocTrees.instance(task));
        }
    }

    String doc() {
        return DocText.of(comment(type).orElseThrow());
    }

    String firstSentence() {
        return DocText.of(comment(type).orElseThrow().getFirstSentence());
    }

    /** Each a line, and all that the file needs. */
    String imports() {
        return unit.getImports().stream()
                .map(each -> "import %s;\n".formatted(each.getQualifiedIdentifier()))
                .collect(Collectors.joining());
    }

    /** The nested class of this name. */
    Optional<ClassTree> nested(String name) {
        return members(ClassTree.class).stream()
                .filter(each -> each.getSimpleName().contentEquals(name))
                .findFirst();
    }

    /** Without constructors and what is inherited, in the order of the source. */
    List<MethodTree> publicMethods() {
        return members(MethodTree.class).stream()
                .filter(each -> each.getReturnType() != null)
                .filter(each -> each.getModifiers().getFlags().contains(Modifier.PUBLIC))
                .filter(each -> each.getModifiers().getAnnotations().isEmpty())
                .toList();
    }

    /** The comment of a member of the outer class. */
    Optional<String> docOf(MethodTree method) {
        return comment(method).map(DocText::of);
    }

    /** {@code mode(String octal)}. */
    static String signature(MethodTree method) {
        return method.getParameters().stream()
                .map(each -> each.toString().replace("final ", ""))
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** The methods of the outer class, or of a nested one, as they are written, overrides alone. */
    String overrides(ClassTree of) {
        return of.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .filter(each -> !each.getModifiers().getAnnotations().isEmpty())
                .map(this::written)
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
    }

    ClassTree type() {
        return type;
    }

    private String written(MethodTree method) {
        var positions = trees.getSourcePositions();
        long start =
                positions.getEndPosition(unit, method.getModifiers().getAnnotations().getLast());
        long end = positions.getEndPosition(unit, method);
        int line = text.indexOf('\n', (int) start) + 1; // the annotation has a line of its own
        return text.substring(line, (int) end).stripIndent().stripTrailing() + "\n";
    }

    private <T extends Tree> List<T> members(Class<T> kind) {
        return type.getMembers().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Optional<DocCommentTree> comment(Tree tree) {
        TreePath path = TreePath.getPath(unit, tree);
        return Optional.ofNullable(trees.getDocCommentTree(path));
    }
}
