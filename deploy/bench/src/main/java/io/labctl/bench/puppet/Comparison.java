package io.labctl.bench.puppet;

import io.labctl.bench.Load;
import java.io.PrintStream;
import java.time.Duration;

/** Prints what both took, how many times as much Puppet took, and whether that is enough. */
final class Comparison {
    private static final int KIB = 1024;

    private final PrintStream out;

    Comparison(PrintStream out) {
        this.out = out;
    }

    void print(Figures puppet, Figures labctl, WarmAgent warm) {
        both("no-op run over no files", puppet.empty(), labctl.empty());
        wall(puppet.empty(), labctl.empty(), 1);

        both("first run over " + Scenario.INLINE.title(), puppet.converged(), labctl.converged());
        wall(puppet.converged(), labctl.converged(), 1);

        both("no-op run over " + Scenario.INLINE.title(), puppet.inline(), labctl.inline());
        wall(puppet.inline(), labctl.inline(), 5);
        cpu(puppet.inline(), labctl.inline(), 4);
        ratio("memory at the peak", puppet.inline().peak(), labctl.inline().peak(), 1);

        both("the same, labctl's in its daemon", puppet.inline().cpu(), warm.run());
        ratio("CPU", puppet.inline().cpu().toNanos(), warm.run().toNanos(), 30);

        both(
                "no-op run over " + Scenario.MANY_INLINE.title(),
                puppet.manyInline(),
                labctl.manyInline());
        wall(puppet.manyInline(), labctl.manyInline(), 1);
        out.printf(
                "  under 1 s of wall time: %s%n",
                met(labctl.manyInline().wall().compareTo(Duration.ofSeconds(1)) < 0));
        share(labctl.manyInline(), labctl.empty());

        both("no-op run over " + Scenario.SOURCED.title(), puppet.sourced(), labctl.sourced());
        wall(puppet.sourced(), labctl.sourced(), 30);
        cpu(puppet.sourced(), labctl.sourced(), 30);
        share(labctl.sourced(), labctl.empty());

        both("facts", puppet.facts(), labctl.facts());
        wall(puppet.facts(), labctl.facts(), 1);
        cpu(puppet.facts(), labctl.facts(), 1);

        both("the same, labctl's in its daemon", puppet.facts().cpu(), warm.facts());
        ratio("CPU", puppet.facts().cpu().toNanos(), warm.facts().toNanos(), 10);

        both(
                "the daemon at rest",
                "%d MiB resident".formatted(puppet.resident() / KIB),
                "%d MiB resident".formatted(labctl.resident() / KIB));
        ratio("memory", puppet.resident(), labctl.resident(), 1);

        both(
                "a report with %d events".formatted(Scenario.SMALL.inline()),
                report(puppet.reports()),
                report(labctl.reports()));
        ratio("CPU", each(puppet.reports()).toNanos(), each(labctl.reports()).toNanos(), 50);
    }

    private void both(String what, Cost puppet, Cost labctl) {
        both(what, puppet.toString(), labctl.toString());
    }

    private void both(String what, Duration puppet, Duration labctl) {
        both(what, cpu(puppet), cpu(labctl));
    }

    private void both(String what, String puppet, String labctl) {
        out.printf("%s%n  Puppet: %s%n  labctl: %s%n", what, puppet, labctl);
    }

    private void wall(Cost puppet, Cost labctl, int target) {
        ratio("wall time", puppet.wall().toNanos(), labctl.wall().toNanos(), target);
    }

    private void cpu(Cost puppet, Cost labctl, int target) {
        ratio("CPU", puppet.cpu().toNanos(), labctl.cpu().toNanos(), target);
    }

    private void ratio(String of, long puppet, long labctl, int target) {
        double times = (double) puppet / labctl;
        out.printf(
                "  %.1f times less %s (target: %d, %s)%n", times, of, target, met(times >= target));
    }

    /** Why a target is missed, if it is: the files are the smaller part. */
    private void share(Cost run, Cost empty) {
        out.printf(
                "  of labctl's, a run over no files is %.0f %% of the wall time, %.0f %% of the CPU%n",
                percent(empty.wall(), run.wall()), percent(empty.cpu(), run.cpu()));
    }

    private static double percent(Duration part, Duration whole) {
        return 100.0 * part.toNanos() / whole.toNanos();
    }

    private static String met(boolean met) {
        return met ? "met" : "missed";
    }

    private static String cpu(Duration taken) {
        return "%.2f ms CPU".formatted(taken.toNanos() / 1e6);
    }

    private static String report(Load.Figures figures) {
        return "%s, %.0f stored per second".formatted(cpu(each(figures)), figures.perSecond());
    }

    private static Duration each(Load.Figures figures) {
        return figures.server().plus(figures.database()).dividedBy(figures.count());
    }
}
