package io.labctl.agent.example;

import com.sun.source.tree.MethodTree;
import java.io.IOException;
import java.nio.file.Path;

/** The reference page of one resource type, made of the Javadoc and of its example. */
final class TypePage {
    private static final Path CATALOG =
            Path.of("../catalog/src/main/java/io/labctl/catalog").toAbsolutePath().normalize();
    private static final Path EXAMPLES =
            Path.of("src/test/java/io/labctl/agent/example").toAbsolutePath();

    private final StringBuilder text = new StringBuilder();

    private TypePage() {}

    static String of(TypeExample example) throws IOException {
        String name = name(example);
        var resource = resource(example);
        var declaration = JavaSource.read(CATALOG.resolve("module/" + name + "Declaration.java"));
        var page = new TypePage();
        page.say("# %s\n".formatted(example.type()));
        page.say(resource.doc() + "\n");
        page.declaredBy(name + "Declaration");
        page.settings(declaration);
        page.example(example);
        page.say("[All types](README.md)");
        return page.text.toString();
    }

    /** What the type is, in one sentence. */
    static String sentence(TypeExample example) throws IOException {
        return resource(example).firstSentence();
    }

    private static JavaSource resource(TypeExample example) throws IOException {
        return JavaSource.read(CATALOG.resolve("resource/" + name(example) + "Resource.java"));
    }

    /** As the classes of the type begin: {@code Package}. */
    private static String name(TypeExample example) {
        return example.wanted().getSimpleName().replace("Example", "");
    }

    private void declaredBy(String declaration) throws IOException {
        var plan = JavaSource.read(CATALOG.resolve("module/Plan.java"));
        for (MethodTree method : plan.publicMethods()) {
            if (String.valueOf(method.getReturnType()).equals(declaration)) {
                String doc = plan.docOf(method).map(each -> ": " + each).orElse("");
                say("Declared with `plan.%s`%s\n".formatted(JavaSource.signature(method), doc));
            }
        }
    }

    private void settings(JavaSource declaration) throws IOException {
        say("| setting | |\n|---|---|");
        rows(declaration);
        rows(JavaSource.read(CATALOG.resolve("module/Declaration.java")));
        say("");
    }

    private void rows(JavaSource declaration) {
        for (MethodTree method : declaration.publicMethods()) {
            String doc =
                    declaration
                            .docOf(method)
                            .orElseThrow(() -> new AssertionError("no comment at " + method));
            say("| `%s` | %s |".formatted(JavaSource.signature(method), doc.replace("|", "\\|")));
        }
    }

    private void example(TypeExample example) throws IOException {
        var source = JavaSource.read(EXAMPLES.resolve(example.wanted().getSimpleName() + ".java"));
        say("## Example\n\n%s\n".formatted(source.doc()));
        code(source.imports() + "\n" + source.overrides(source.type()));
        source.nested("Removed")
                .map(source::overrides)
                .ifPresent(
                        removal -> {
                            say("And away again:\n");
                            code(removal);
                        });
    }

    private void code(String java) {
        say("```java\n%s```\n".formatted(java));
    }

    private void say(String line) {
        text.append(line).append('\n');
    }
}
