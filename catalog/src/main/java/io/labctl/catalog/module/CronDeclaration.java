package io.labctl.catalog.module;

import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.util.SortedMap;
import java.util.TreeMap;

/** Declares a {@link CronResource}. */
public final class CronDeclaration extends Declaration<CronDeclaration> {
    private final String name;
    private Presence ensure = Presence.PRESENT;
    private String schedule = "";
    private String user = "root";
    private String command = "";
    private final SortedMap<String, String> environment = new TreeMap<>();

    CronDeclaration(String name) {
        super(CronResource.TYPE, name);
        this.name = named("name", name);
    }

    /** Five time fields, or {@code @daily} and the like (crontab(5)). */
    public CronDeclaration schedule(String fields) {
        return set("schedule", fields, each -> this.schedule = each);
    }

    /** Who runs it; root unless set. */
    public CronDeclaration user(String account) {
        return set("user", account, each -> this.user = each);
    }

    /** One line, run by the cron daemon's shell. */
    public CronDeclaration command(String line) {
        return set("command", line, each -> this.command = each);
    }

    /** Sets a variable for the job. */
    public CronDeclaration environment(String variable, String value) {
        String[] parts = {variable, value};
        return setAll("environment", parts, both -> environment.put(both.get(0), both.get(1)));
    }

    /** Takes the job away. */
    public CronDeclaration absent() {
        this.ensure = Presence.ABSENT;
        return this;
    }

    @Override
    Resource resource() {
        return new CronResource(name, ensure, schedule, user, command, environment);
    }

    @Override
    CronDeclaration self() {
        return this;
    }
}
