package io.labctl.agent.type.exec;

import io.labctl.agent.apply.Refresh;
import io.labctl.agent.apply.Refreshable;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.name.ShellWords;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.ExecResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link ExecResource}. With {@code creates} or {@code unless} it describes a state, and a command
 * that succeeds without reaching it is warned of; without, it is an act, run every time its turn
 * comes. A notification runs it only where its conditions allow that, too.
 */
public final class ExecType implements Refreshable<ExecResource, ExecState> {
    private static final String RUN = "run";

    private final Root root;
    private final Programs programs;

    public ExecType(Root root, Commands commands, MonotonicTime time) {
        this.root = root;
        this.programs = new Programs(root, commands, time);
    }

    @Override
    public Map<ExecResource, ExecState> observe(Collection<ExecResource> wanted)
            throws IOException {
        var found = new LinkedHashMap<ExecResource, ExecState>();
        for (ExecResource each : wanted) {
            found.put(each, isDone(each) ? ExecState.NOTHING_TO_DO : ExecState.TO_BE_RUN);
        }
        return found;
    }

    @Override
    public boolean isLookedAtAlone() {
        return true;
    }

    private boolean isDone(ExecResource wanted) throws IOException {
        return (wanted.creates() != null
                        && Files.exists(root.at(wanted.creates()), LinkOption.NOFOLLOW_LINKS))
                || programs.anyExits0(wanted, wanted.unless())
                || programs.anyExitsOtherwise(wanted, wanted.onlyIf());
    }

    @Override
    public List<Change> plan(ExecResource wanted, ExecState found) {
        return found == ExecState.TO_BE_RUN && !wanted.onNotifyOnly()
                ? List.of(Change.of(RUN, null, ShellWords.of(wanted.command())))
                : List.of();
    }

    @Override
    public void requirePossible(ExecResource wanted, List<Change> changes) throws IOException {
        programs.requirePossible(wanted);
    }

    @Override
    public void apply(ExecResource wanted, List<Change> changes) throws IOException {
        programs.run(wanted);
    }

    @Override
    public boolean isState(ExecResource wanted) {
        return wanted.creates() != null || !wanted.unless().isEmpty();
    }

    /** The state may need more than the command, such as a reload that this one asks for. */
    @Override
    public Optional<String> mayComeLater(ExecResource wanted) {
        String still =
                wanted.creates() == null
                        ? "its 'unless' does not hold"
                        : "'%s' is not there".formatted(wanted.creates());
        return Optional.of(
                "%s has succeeded, but %s still, so the next run runs it again"
                        .formatted(wanted.command().getFirst(), still));
    }

    @Override
    public boolean needsRefresh(ExecResource wanted, ExecState found) {
        return found == ExecState.TO_BE_RUN;
    }

    @Override
    public boolean isRefreshedBy(List<Change> changes) {
        return !changes.isEmpty();
    }

    @Override
    public Refresh possible(Refresh asked, ExecState found) {
        return Refresh.RESTART;
    }

    @Override
    public String called(Refresh refresh) {
        return RUN;
    }

    @Override
    public Optional<String> act(ExecResource wanted) {
        return Optional.of(ShellWords.of(wanted.command()));
    }

    @Override
    public void requireRefreshable(ExecResource wanted, Refresh refresh) throws IOException {
        programs.requirePossible(wanted);
    }

    @Override
    public void refresh(ExecResource wanted, Refresh refresh) throws IOException {
        programs.run(wanted);
    }
}
