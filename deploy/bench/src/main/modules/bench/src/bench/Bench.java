package bench;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.AbsolutePath;

/** So many files in one folder. */
public record Bench(
        AbsolutePath folder,
        String rest,
        @Default("0") int inline,
        @Default("0") int sourced)
        implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.directory(folder.value()).mode("0755");
        for (int i = 1; i <= inline; i++) {
            plan.file("%s/f%d".formatted(folder.value(), i))
                    .owner("root")
                    .group("root")
                    .mode("0644")
                    .content("file " + i + rest);
        }
        for (int i = 1; i <= sourced; i++) {
            plan.file("%s/f%d".formatted(folder.value(), i))
                    .owner("root")
                    .group("root")
                    .mode("0644")
                    .source("f" + i);
        }
    }
}
