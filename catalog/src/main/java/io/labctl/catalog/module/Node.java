package io.labctl.catalog.module;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.Printable;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The machine that a catalog is compiled for, as modules see it. It remembers which facts were
 * read, so that a later change of any other fact costs no new compile. Used by one compile, on one
 * thread.
 */
public final class Node {
    private final AgentId id;
    private final String role;
    private final SortedMap<String, String> labels;
    private final Facts facts;
    private final Map<String, Optional<Object>> reads = new TreeMap<>();

    public Node(AgentId id, String role, Map<String, String> labels, Facts facts) {
        this.id = id;
        this.role = role;
        this.labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        this.facts = facts;
    }

    public AgentId id() {
        return id;
    }

    public String name() {
        return id.server().value();
    }

    public String cloud() {
        return id.cloud().value();
    }

    public String environment() {
        return id.environment().value();
    }

    public String role() {
        return role;
    }

    public SortedMap<String, String> labels() {
        return labels;
    }

    /** A fact that may be missing; {@code path} is dotted, such as {@code os.release.major}. */
    public Optional<Object> fact(String path) {
        return reads.computeIfAbsent(path, facts::at);
    }

    /** A fact as text; an unknown one, or one that is a list or a map, fails the compile. */
    public String text(String path) {
        whyNoText(path)
                .ifPresent(
                        why -> {
                            throw new InvalidInput(why);
                        });
        return String.valueOf(known(path));
    }

    /** Why {@link #text} would refuse this fact; empty when it would not. */
    public Optional<String> whyNoText(String path) {
        Optional<Object> value = fact(path);
        if (value.isEmpty()) {
            return Optional.of(facts.lacking(path));
        }
        return value.filter(each -> each instanceof Map || each instanceof Iterable)
                .map(_ -> "fact '%s' is not a single value".formatted(path));
    }

    /** A whole number, in the unit that the facts reference gives for it. */
    public long number(String path) {
        if (known(path) instanceof Number number) {
            return number.longValue();
        }
        throw new InvalidInput("fact '%s' is not a number but '%s'".formatted(path, shown(path)));
    }

    public boolean flag(String path) {
        if (known(path) instanceof Boolean flag) {
            return flag;
        }
        throw new InvalidInput(
                "fact '%s' is not true or false but '%s'".formatted(path, shown(path)));
    }

    /** Every fact that was asked for, with what was found: what a cached compile depends on. */
    public Map<String, Optional<Object>> reads() {
        return Collections.unmodifiableMap(reads);
    }

    /**
     * What a machine says ends in a message, a report and the database: in one line, and not too
     * long.
     */
    private String shown(String path) {
        return Printable.of(String.valueOf(known(path)));
    }

    private Object known(String path) {
        return fact(path).orElseThrow(() -> new InvalidInput(facts.lacking(path)));
    }
}
