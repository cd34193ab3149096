package io.labctl.module.baseserver;

import io.labctl.catalog.module.ForNode;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.PackageName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The machine's own name, hostname(5).
 *
 * @param text with names of facts, or of the node's own place, in braces
 */
public record OwnName(String text) implements ForNode {
    static final PackageName PACKAGE = new PackageName("hostname");

    private static final int LONGEST = 64; // HOST_NAME_MAX of the kernel

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    @Override
    public List<String> objections(Node node) {
        var filling = new FilledText(text).objections(node);
        if (!filling.isEmpty()) {
            return filling;
        }
        String name = filled(node);
        return name.length() <= LONGEST && FORM.matcher(name).matches()
                ? List.of()
                : List.of(
                        "'%s' is not a machine's name: use at most %d of A-Z a-z 0-9 -, in labels parted by dots"
                                .formatted(Printable.of(name), LONGEST));
    }

    private String filled(Node node) {
        return new FilledText(text).filled(node);
    }

    void declare(Plan plan, Node node) {
        String name = filled(node);
        var file =
                plan.file("/etc/hostname")
                        .owner("root")
                        .group("root")
                        .mode("0644")
                        .content(name + "\n");
        plan.exec("set the hostname %s".formatted(name))
                .command("hostname", name)
                .unless("grep", "-Fqx", name, "/proc/sys/kernel/hostname")
                .after(PACKAGE.id())
                .after(file);
    }
}
