package io.labctl.catalog.module;

import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.Resource;
import java.time.Duration;
import java.util.List;

/** Declares a {@link CheckResource}. */
public final class CheckDeclaration extends Declaration<CheckDeclaration> {
    private final String title;
    private List<String> command = List.of();
    private Duration within = Duration.ofSeconds(10);

    CheckDeclaration(String title) {
        super(CheckResource.TYPE, title);
        this.title = named("title", title);
    }

    /** A program and its arguments; exit 0 means healthy. */
    public CheckDeclaration command(String... argv) {
        return setAll("command", argv, all -> this.command = all);
    }

    /**
     * How long it may be tried; 10 seconds unless set. A try gets at least one second, whatever is
     * set here.
     */
    public CheckDeclaration within(Duration limit) {
        return set("within", limit, each -> this.within = each);
    }

    @Override
    Resource resource() {
        return new CheckResource(title, command, within);
    }

    @Override
    CheckDeclaration self() {
        return this;
    }
}
