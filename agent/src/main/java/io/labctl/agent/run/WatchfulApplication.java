package io.labctl.agent.run;

import io.labctl.agent.apply.Manner;
import io.labctl.agent.apply.Progress;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.machine.NotedPrograms;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.ResourceReport;
import java.io.IOException;
import java.util.List;

/** Says which programs of an earlier run are still at work, and then applies. */
public final class WatchfulApplication implements Application {
    private final Application application;
    private final NotedPrograms programs;

    public WatchfulApplication(Application application, NotedPrograms programs) {
        this.application = application;
        this.programs = programs;
    }

    @Override
    public List<ResourceReport> apply(CheckedCatalog catalog, Manner manner, Progress progress) {
        try {
            for (String each : programs.left()) {
                progress.warning(
                        "%s, which an earlier run began, has not ended with that run; it is let be, so wait for its end or end it by hand"
                                .formatted(each));
            }
        } catch (IOException e) {
            progress.warning(
                    "whether a program of an earlier run is still at work is not known: "
                            + FileTrouble.sentence(e));
        }
        return application.apply(catalog, manner, progress);
    }
}
