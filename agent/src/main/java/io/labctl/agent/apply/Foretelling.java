package io.labctl.agent.apply;

import io.labctl.agent.apply.TypedResources.Typed;
import io.labctl.agent.machine.Missing;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Refuses in a no-op run what a run would refuse on the machine as it is. */
final class Foretelling {
    private final Run run;

    Foretelling(Run run) {
        this.run = run;
    }

    /** Refuses what would be refused, as far as looking tells. */
    interface Look {
        void look() throws IOException;
    }

    /** What may be possible by then is told all the same, where nothing says how. */
    <W extends Resource, S> void require(Typed<W, S> one, Look look) throws IOException {
        try {
            look.look();
        } catch (LabException | IOException e) {
            List<Resource> helpful = helpful(one, e);
            if (helpful.isEmpty() || Run.isStopped()) {
                throw e;
            }
            Set<ResourceId> before = run.allBefore(one.entry());
            if (helpful.stream().map(Resource::id).noneMatch(before::contains)) {
                run.warnings()
                        .accept(
                                "%s: as things are now it would fail: %s"
                                        .formatted(
                                                one.entry().id().shown(),
                                                Sentence.of(e, one.entry().id())));
            }
        }
    }

    private <W extends Resource> List<Resource> helpful(Typed<W, ?> one, Exception refusal) {
        return run.observations().foretold().stream()
                .filter(
                        each ->
                                refusal instanceof Missing missing
                                        ? new BroughtBy(missing).mayBe(each)
                                        : one.type().mayMakePossible(one.wanted(), each))
                .toList();
    }
}
